package io.tokenwell.example.lab.worker.tokenwell;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.tokenwell.http.TokenEndpointSettings;
import io.tokenwell.http.TransportSettings;
import io.tokenwell.r2dbc.ConnectionPools;
import io.tokenwell.redis.NearCacheSettings;
import io.tokenwell.refresh.settings.BackoffSettings;
import io.tokenwell.refresh.settings.FreshnessSettings;
import io.tokenwell.refresh.settings.RefreshSettings;
import java.net.URI;
import java.time.Duration;

/** Tokens live for seconds in the lab, so everything is faster than by default, in about the same proportions. */
final class LabSettings {

    static final Duration REFRESH_SKEW = Duration.ofSeconds(1);
    static final Duration CACHE_SKEW = Duration.ofMillis(1_200);
    static final Duration LOCK_TTL = Duration.ofSeconds(2);
    static final Duration REDIS_TIMEOUT = Duration.ofMillis(250);

    static final NearCacheSettings NEAR_CACHE = NearCacheSettings.builder()
            .maximumEntries(10_000)
            .maximumStaleness(Duration.ofSeconds(1))
            .heartbeat(Duration.ofMillis(150))
            .build();

    private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(300);
    /** Of a connection to the database; longer than anyone waits for it, as by default. */
    private static final Duration CREATE_TIME = Duration.ofSeconds(3);

    private static final Duration RESPONSE_TIMEOUT = Duration.ofMillis(1_200);
    private static final Duration STORE_TIMEOUT = Duration.ofMillis(700);
    private static final int CONNECTIONS = 8;

    private LabSettings() {}

    static RefreshSettings refresh() {
        return RefreshSettings.builder()
                .freshness(FreshnessSettings.builder()
                        .refreshSkew(REFRESH_SKEW)
                        .cacheSkew(CACHE_SKEW)
                        .build())
                .backoff(
                        BackoffSettings.builder().maxWait(Duration.ofSeconds(4)).build())
                .lockTtl(LOCK_TTL)
                .endpointTimeout(Duration.ofMillis(700))
                .repositoryTimeout(STORE_TIMEOUT)
                .cacheTimeout(REDIS_TIMEOUT)
                .failureCooldown(Duration.ofMillis(250))
                .build();
    }

    static TokenEndpointSettings endpoint(URI tokenUri) {
        return TokenEndpointSettings.openAi(tokenUri, "lab").toBuilder()
                .transport(TransportSettings.builder()
                        .connectTimeout(CONNECT_TIMEOUT)
                        .responseTimeout(RESPONSE_TIMEOUT)
                        .allowPlainHttp(true)
                        .build())
                .build();
    }

    /** Each wait for the pool stays below the pipeline's own limit of a statement. */
    static ConnectionPool pool(ConnectionFactoryOptions database) {
        ConnectionFactoryOptions limited = database.mutate()
                .option(ConnectionFactoryOptions.CONNECT_TIMEOUT, CONNECT_TIMEOUT)
                .option(ConnectionFactoryOptions.LOCK_WAIT_TIMEOUT, Duration.ofMillis(500))
                .option(ConnectionFactoryOptions.STATEMENT_TIMEOUT, Duration.ofMillis(600))
                .build();
        return new ConnectionPool(ConnectionPools.recommended(ConnectionFactories.get(limited), CONNECTIONS)
                .maxAcquireTime(CONNECT_TIMEOUT)
                .maxCreateConnectionTime(CREATE_TIME)
                .build());
    }
}
