package io.tokenwell.example.kit.limits;

import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.tokenwell.example.kit.GatewayLimits;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.netty.Connection;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/**
 * Holds the clients of a server to their limits. Reactor Netty's own do not fit a proxy: {@code idleTimeout} cuts a stream
 * of HTTP/2 that pauses and lets a head take for ever byte by byte, {@code readTimeout} blames the client for an upstream
 * that does not take the body, {@code requestTimeout} limits long uploads. Safe for use by any thread.
 */
public final class ServerLimits {

    /** What a client may ask for at once on one connection of HTTP/2. */
    private static final int STREAMS = 100;

    private final GatewayLimits.Clients limits;
    private final AtomicInteger connections = new AtomicInteger();

    /**
     * Creates them, with a count of connections of its own.
     *
     * @param limits what clients are held to
     */
    public ServerLimits(GatewayLimits limits) {
        this.limits = limits.clients();
    }

    /**
     * The server with limits.
     *
     * @param server any server
     * @return a server to be used in its place
     */
    public HttpServer on(HttpServer server) {
        return server.httpRequestDecoder(
                        heads -> heads.maxInitialLineLength(limits.headSize()).maxHeaderSize(limits.headSize()))
                .http2Settings(streams -> streams.maxConcurrentStreams(STREAMS).maxHeaderListSize(limits.headSize()))
                .doOnChannelInit((observer, channel, remote) -> connected(channel))
                .doOnConnection(this::asked);
    }

    private void connected(Channel channel) {
        boolean tooMany = connections.incrementAndGet() > limits.connections();
        channel.closeFuture().addListener(closed -> connections.decrementAndGet());
        ConnectionGuard guard = new ConnectionGuard(limits, tooMany);
        channel.pipeline().addFirst(guard);
        if (channel.pipeline().get(NettyPipeline.HttpTrafficHandler) != null) {
            channel.pipeline().addBefore(NettyPipeline.HttpTrafficHandler, null, guard.requests());
            channel.pipeline().addBefore(NettyPipeline.HttpTrafficHandler, null, new StreamHeads());
        }
    }

    /** For every request, before any handler sees it: here a "connection" is one exchange. */
    private void asked(Connection exchange) {
        Channel channel = exchange.channel();
        boolean stream = channel instanceof Http2StreamChannel;
        ConnectionGuard guard = (stream ? channel.parent() : channel).pipeline().get(ConnectionGuard.class);
        if (guard == null) {
            return;
        }
        BodyProgress body = stream ? BodyProgress.on(channel, limits.bodyTimeout()) : guard.body(channel);
        StreamProgress sent = stream ? StreamProgress.on((Http2StreamChannel) channel, limits.sendTimeout()) : null;
        int request = body.began();
        guard.began(stream);
        exchange.onTerminate().subscribe(null, null, () -> {
            body.ended(request);
            if (sent != null) {
                sent.ended();
            }
            guard.ended();
        });
    }
}
