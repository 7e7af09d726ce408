package io.tokenwell.example.kit;

import io.netty.channel.ChannelPipeline;
import reactor.netty.NettyPipeline;
import reactor.netty.http.client.Http2AllocationStrategy;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Connections to the upstream. Streams hold them for long: there are many, and nobody waits for one for long. */
public final class UpstreamConnections {

    private static final String NAME = "upstream";
    private static final String GUARD = "tokenwell.oneAnswer";
    private static final int MOST_SHARED = 200;
    private static final int BATCH = 16;

    private UpstreamConnections() {}

    /**
     * What suits the upstream.
     *
     * @param settings of the gateway
     * @return a provider, to be disposed of by the caller
     */
    public static ConnectionProvider of(GatewaySettings settings) {
        GatewayLimits.Upstream limits = settings.limits().upstream();
        return settings.upstream().http2() ? shared(limits) : onePerRequest(limits);
    }

    /**
     * For HTTP/2: another one is opened only when all are full. Left to itself, the pool opens one for each request that
     * comes while the others are being handed out.
     */
    private static ConnectionProvider shared(GatewayLimits.Upstream limits) {
        return ConnectionProvider.builder(NAME)
                .allocationStrategy(Http2AllocationStrategy.builder()
                        .maxConnections(Math.min(MOST_SHARED, limits.connections()))
                        .strictConnectionReuse(true)
                        .streamBatchSize(BATCH)
                        .build())
                .pendingAcquireMaxCount(limits.pending())
                .build();
    }

    /**
     * The client with guarded connections: interim answers of the upstream are read over, a change of the protocol that
     * was not asked for is an error, and a connection on which more came than the answer is closed. So no answer is ever
     * given to another request, as long as the upstream does not hold a second one back until the next request is there.
     *
     * @param http the client that talks to the upstream
     * @return a client to be used in its place
     */
    public static HttpClient guarded(HttpClient http) {
        return http.doOnRequest(
                (request, connection) -> guard(connection.channel().pipeline()));
    }

    /** Of a connection that was used before, or of a new stream of one. */
    private static void guard(ChannelPipeline pipeline) {
        if (pipeline.get(GUARD) == null) {
            pipeline.addBefore(NettyPipeline.ReactiveBridge, GUARD, new OneAnswer());
        }
    }

    private static ConnectionProvider onePerRequest(GatewayLimits.Upstream limits) {
        return ConnectionProvider.builder(NAME)
                .maxConnections(limits.connections())
                .pendingAcquireMaxCount(limits.pending())
                .build();
    }
}
