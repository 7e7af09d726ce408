package io.tokenwell.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** A well-behaved token endpoint on loopback that keeps what it received. */
final class TokenServer implements AutoCloseable {

    /** One request. */
    record Received(
            String method,
            String path,
            HttpHeaders headers,
            String body,
            Map<String, List<String>> form,
            int clientPort) {

        Optional<String> field(String name) {
            List<String> values = form.getOrDefault(name, List.of());
            assertThat(values).as("values of %s", name).hasSizeLessThanOrEqualTo(1);
            return values.stream().findFirst();
        }
    }

    final List<Received> received = new CopyOnWriteArrayList<>();
    private final CountDownLatch firstRequest = new CountDownLatch(1);
    private final DisposableServer server;

    private TokenServer(Function<HttpServerResponse, Publisher<Void>> answer) {
        this.server = HttpServer.create()
                .host("127.0.0.1")
                .handle((request, response) -> request.receive()
                        .aggregate()
                        .asString(StandardCharsets.UTF_8)
                        .defaultIfEmpty("")
                        .doOnNext(form -> {
                            received.add(received(request, form));
                            firstRequest.countDown();
                        })
                        .then(Mono.defer(() -> Mono.fromDirect(answer.apply(response)))))
                .bindNow(Duration.ofSeconds(10));
    }

    static TokenServer answering(String json) {
        return answering(200, json);
    }

    static TokenServer answering(int status, String body, String... headers) {
        return new TokenServer(response -> {
            for (int i = 0; i < headers.length; i += 2) {
                response.addHeader(headers[i], headers[i + 1]);
            }
            return response.status(status)
                    .sendString(Mono.just(body), StandardCharsets.UTF_8)
                    .then();
        });
    }

    /** Gives one answer after the other, and the last one again and again. */
    static TokenServer inARow(List<Answer> answers) {
        Iterator<Answer> next = answers.iterator();
        Answer[] now = new Answer[1];
        return new TokenServer(response -> {
            now[0] = next.hasNext() ? next.next() : now[0];
            now[0].headers().forEach(response::addHeader);
            return response.status(now[0].status())
                    .sendString(Mono.just(now[0].body()), StandardCharsets.UTF_8)
                    .then();
        });
    }

    /** What the server says to one request. */
    record Answer(int status, Map<String, String> headers, String body) {}

    static TokenServer silent() {
        return new TokenServer(response -> Mono.never());
    }

    static TokenServer handling(Function<HttpServerResponse, Publisher<Void>> answer) {
        return new TokenServer(answer);
    }

    private static Received received(HttpServerRequest request, String form) {
        InetSocketAddress client = request.remoteAddress();
        return new Received(
                request.method().name(),
                request.uri(),
                request.requestHeaders().copy(),
                form,
                new QueryStringDecoder(form, false).parameters(),
                client == null ? 0 : client.getPort());
    }

    void awaitRequest() {
        try {
            assertThat(firstRequest.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Received only() {
        assertThat(received).hasSize(1);
        return received.get(0);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.port() + "/oauth/token");
    }

    @Override
    public void close() {
        server.disposeNow(Duration.ofSeconds(10));
    }
}
