package io.tokenwell.example.kit.suite;

import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.reactivestreams.Publisher;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** An upstream whose answers the tests decide, path by path, and that keeps what it was sent. */
final class SuiteUpstream implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** One request that came. */
    record Seen(String method, String uri, HttpHeaders headers) {
        String token() {
            List<String> values = headers.getAll("Authorization");
            return values.size() == 1 ? values.get(0).replaceFirst("^Bearer ", "") : values.toString();
        }
    }

    /** An answer of a test's. */
    @FunctionalInterface
    interface Handler {
        Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response);
    }

    private final Map<String, Handler> handlers = new ConcurrentHashMap<>();
    private final Map<String, Queue<Seen>> seen = new ConcurrentHashMap<>();
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private volatile DisposableServer server = started(0);
    private final int port = server.port();

    private DisposableServer started(int port) {
        return HttpServer.create()
                .host("127.0.0.1")
                .port(port)
                .protocol(HttpProtocol.HTTP11, HttpProtocol.H2C)
                .http2Settings(http2 -> http2.maxConcurrentStreams(1_000))
                .doOnChannelInit((observer, channel, remote) -> connections.add(channel))
                .handle(this::handled)
                .bindNow(LIMIT);
    }

    private Publisher<Void> handled(HttpServerRequest request, HttpServerResponse response) {
        String path = request.fullPath();
        seenOn(path)
                .add(new Seen(
                        request.method().name(),
                        request.uri(),
                        request.requestHeaders().copy()));
        Handler handler = handlers.get(path);
        return handler == null ? response.status(404).send() : handler.answer(request, response);
    }

    void on(String path, Handler handler) {
        seen.remove(path);
        handlers.put(path, handler);
    }

    Queue<Seen> seenOn(String path) {
        return seen.computeIfAbsent(path, any -> new ConcurrentLinkedQueue<>());
    }

    List<String> tokensOn(String path) {
        return seenOn(path).stream().map(Seen::token).toList();
    }

    String uri() {
        return "http://127.0.0.1:" + port;
    }

    void stop() {
        server.disposeNow(LIMIT);
        connections.close().awaitUninterruptibly();
    }

    void restart() {
        server = started(port);
    }

    @Override
    public void close() {
        stop();
    }
}
