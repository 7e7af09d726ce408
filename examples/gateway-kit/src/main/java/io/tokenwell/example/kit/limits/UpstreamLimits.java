package io.tokenwell.example.kit.limits;

import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.tokenwell.example.kit.GatewayLimits;
import reactor.netty.NettyPipeline;
import reactor.netty.http.client.HttpClient;

/**
 * Holds the upstream to its limits. Reactor Netty's own {@code responseTimeout} goes on between the parts of an answer, and
 * would cut every stream that pauses; and it begins when all of a request is sent, which an upstream that does not read it
 * puts off for ever.
 */
public final class UpstreamLimits {

    private static final String NAME = "tokenwell.answerDeadline";

    private UpstreamLimits() {}

    /**
     * The client with limits. Who breaks them is an error of {@link io.netty.channel.ConnectTimeoutException} or {@link
     * io.netty.handler.timeout.ReadTimeoutException}.
     *
     * @param http the client that talks to the upstream
     * @param limits what the upstream is held to
     * @return a client to be used in its place
     */
    public static HttpClient on(HttpClient http, GatewayLimits limits) {
        GatewayLimits.Upstream upstream = limits.upstream();
        int connect = Math.toIntExact(upstream.connectTimeout().toMillis());
        return http.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, connect)
                .doOnRequest(
                        (request, connection) -> watched(connection.channel().pipeline(), upstream));
    }

    /** Of a connection that was used before, or of a new stream of one. */
    private static void watched(ChannelPipeline pipeline, GatewayLimits.Upstream limits) {
        if (pipeline.get(NAME) == null) {
            pipeline.addBefore(NettyPipeline.ReactiveBridge, NAME, new AnswerDeadline(limits));
        }
    }
}
