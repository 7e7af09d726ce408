package io.tokenwell.example.servers;

import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;
import tools.jackson.databind.json.JsonMapper;

/** A listening HTTP server on loopback whose close also ends the connections that are open. */
final class HttpFace implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final DisposableServer server;

    HttpFace(int port, Consumer<HttpServerRoutes> routes) {
        this.server = HttpServer.create()
                .host("127.0.0.1")
                .port(port)
                .doOnChannelInit((observer, channel, remote) -> connections.add(channel))
                .route(routes)
                .bindNow();
    }

    int port() {
        return server.port();
    }

    static String json(Map<String, ?> body) {
        return JSON.writeValueAsString(body);
    }

    static Publisher<Void> reply(HttpServerResponse response, int status, Map<String, ?> body) {
        return response.status(status)
                .header("Content-Type", "application/json")
                .header("Cache-Control", "no-store")
                .sendString(Mono.fromSupplier(() -> json(body)), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.disposeNow();
        connections.close().awaitUninterruptibly();
    }
}
