package io.tokenwell.example.gateway.page;

import java.net.URI;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.DisposableServer;
import reactor.netty.NettyInbound;
import reactor.netty.NettyOutbound;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpServer;

/** Stands between a browser and a gateway, to cut their connections. */
final class Relay implements AutoCloseable {

    private final Queue<Connection> connections = new ConcurrentLinkedQueue<>();
    private final TcpClient gateway;
    private final DisposableServer server;

    Relay(String address) {
        this.gateway = TcpClient.newConnection()
                .host("127.0.0.1")
                .port(URI.create(address).getPort());
        this.server = TcpServer.create()
                .host("127.0.0.1")
                .port(0)
                .doOnConnection(connections::add)
                .handle(this::carried)
                .bindNow(Duration.ofSeconds(10));
    }

    String address() {
        return "http://127.0.0.1:" + server.port();
    }

    private Publisher<Void> carried(NettyInbound fromBrowser, NettyOutbound toBrowser) {
        return gateway.connect().flatMap(connection -> {
            connections.add(connection);
            Mono<Void> there =
                    connection.outbound().send(fromBrowser.receive().retain()).then();
            Mono<Void> back = toBrowser
                    .send(connection.inbound().receive().retain(), buffer -> true)
                    .then();
            return Mono.firstWithSignal(there, back).doFinally(end -> connection.dispose());
        });
    }

    void cut() {
        for (Connection next = connections.poll(); next != null; next = connections.poll()) {
            next.dispose();
        }
    }

    @Override
    public void close() {
        cut();
        server.disposeNow(Duration.ofSeconds(10));
    }
}
