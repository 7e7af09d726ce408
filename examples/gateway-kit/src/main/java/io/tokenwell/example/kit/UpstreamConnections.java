package io.tokenwell.example.kit;

import reactor.netty.http.client.Http2AllocationStrategy;
import reactor.netty.resources.ConnectionProvider;

/** Connections to the upstream. Streams hold them for long, so nobody has to wait for one. */
public final class UpstreamConnections {

    private static final String NAME = "upstream";
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
        return settings.upstream().http2() ? shared() : onePerRequest();
    }

    /**
     * For HTTP/2: another one is opened only when all are full. Left to itself, the pool opens one for each request that
     * comes while the others are being handed out.
     *
     * @return a provider, to be disposed of by the caller
     */
    public static ConnectionProvider shared() {
        return ConnectionProvider.builder(NAME)
                .allocationStrategy(Http2AllocationStrategy.builder()
                        .maxConnections(MOST_SHARED)
                        .strictConnectionReuse(true)
                        .streamBatchSize(BATCH)
                        .build())
                .pendingAcquireMaxCount(-1)
                .build();
    }

    private static ConnectionProvider onePerRequest() {
        return ConnectionProvider.builder(NAME)
                .maxConnections(Integer.MAX_VALUE)
                .pendingAcquireMaxCount(-1)
                .build();
    }
}
