package io.tokenwell.example.lab.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** One port that is opened and closed again and again; after the start, on the loop only. */
final class ProxyListener {

    /** Below the ephemeral range: a client that reconnects to a closed port up there may be connected to itself. */
    private static final int LOWEST_PORT = 12_000;

    private static final int HIGHEST_PORT = 32_000;
    private static final int ATTEMPTS = 200;

    private final ServerBootstrap acceptor;
    private final int port;
    private Channel channel;

    ProxyListener(EventLoop loop, Consumer<SocketChannel> accepted) {
        this.acceptor = LabLoops.listening(loop)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel client) {
                        accepted.accept(client);
                    }
                });
        this.channel = openedSomewhere(acceptor);
        this.port = ((InetSocketAddress) channel.localAddress()).getPort();
    }

    private static Channel openedSomewhere(ServerBootstrap acceptor) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
            ChannelFuture bound = acceptor.bind(LabLoops.loopback(port)).awaitUninterruptibly();
            if (bound.isSuccess()) {
                return bound.channel();
            }
        }
        throw new IllegalStateException("no free port between " + LOWEST_PORT + " and " + HIGHEST_PORT);
    }

    int port() {
        return port;
    }

    void close() {
        LabLoops.close(channel);
    }

    /** Opens the port if it is closed, and tells when it is open. */
    void open(CompletableFuture<Boolean> open) {
        if (channel.isOpen()) {
            open.complete(true);
            return;
        }
        ChannelFuture bound = acceptor.bind(LabLoops.loopback(port));
        channel = bound.channel();
        bound.addListener(done -> {
            if (done.isSuccess()) {
                open.complete(true);
            } else {
                open.completeExceptionally(done.cause());
            }
        });
    }
}
