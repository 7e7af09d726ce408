package io.tokenwell.example.gateway;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** An upstream that keeps what it was sent, and streams what and when the test wants. */
final class RecordingUpstream implements AutoCloseable {

    final Queue<HttpHeaders> seen = new ConcurrentLinkedQueue<>();
    final Sinks.Many<String> events = Sinks.many().unicast().onBackpressureBuffer();
    final Sinks.Many<String> uploaded = Sinks.many().unicast().onBackpressureBuffer();

    private final DisposableServer server = HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .route(routes -> routes.get("/v1/models", this::answered)
                    .get("/v1/events", this::streamed)
                    .post("/v1/files", this::uploaded))
            .bindNow(Duration.ofSeconds(10));

    String uri() {
        return "http://127.0.0.1:" + server.port();
    }

    private Mono<Void> answered(HttpServerRequest request, HttpServerResponse response) {
        seen.add(request.requestHeaders());
        return response.sendString(Mono.just("ok")).then();
    }

    private Mono<Void> streamed(HttpServerRequest request, HttpServerResponse response) {
        seen.add(request.requestHeaders());
        Flux<String> lines = events.asFlux().map(event -> "data: " + event + "\n\n");
        return response.sse()
                .send(lines.map(line -> Unpooled.copiedBuffer(line, StandardCharsets.UTF_8)), buffer -> true)
                .then();
    }

    private Mono<Void> uploaded(HttpServerRequest request, HttpServerResponse response) {
        seen.add(request.requestHeaders());
        return request.receive()
                .asString()
                .doOnNext(uploaded::tryEmitNext)
                .then(response.sendString(Mono.just("stored")).then());
    }

    @Override
    public void close() {
        server.disposeNow(Duration.ofSeconds(10));
    }
}
