package io.tokenwell.example.authorization;

import io.lettuce.core.RedisClient;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.tokenwell.r2dbc.ConnectionPools;
import io.tokenwell.r2dbc.R2dbcAccountRepository;
import io.tokenwell.redis.RedisClientOptions;
import io.tokenwell.redis.RedisStores;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.settings.Platform;
import io.tokenwell.refresh.settings.RefreshSettings;
import io.tokenwell.refresh.settings.RefusalRules;
import java.time.Clock;
import java.time.Duration;

/** A provider as one gateway instance has it, with its own connections to Redis and PostgreSQL. */
final class Instance implements AutoCloseable {

    /** Between probes, and of an account that failed. */
    static final Duration PAUSE = Duration.ofMillis(500);

    private static final Platform PLATFORM = Platform.builder()
            .name(Site.PLATFORM)
            .refusals(
                    RefusalRules.builder().firstPause(PAUSE).longestPause(PAUSE).build())
            .build();
    private static final Duration REDIS_TIMEOUT = Duration.ofMillis(500);

    final RefreshingAccessTokenProvider provider;
    private final RedisClient redis;
    private final ConnectionPool pool;
    private final Endpoint endpoint;

    Instance(Site site, Endpoint endpoint, Clock clock) {
        this.endpoint = endpoint;
        redis = RedisClient.create(site.redis.uri());
        redis.setOptions(RedisClientOptions.failFast(REDIS_TIMEOUT));
        RedisStores stores = RedisStores.of(redis.connect());
        pool = ConnectionPools.open(ConnectionFactoryOptions.parse(site.database.r2dbcUrl()), 8);
        provider = RefreshingAccessTokenProvider.builder()
                .repository(new R2dbcAccountRepository(pool))
                .cache(stores.tokenCache())
                .lock(stores.refreshLock())
                .escrow(stores.rotationEscrow())
                .cooldown(stores.refreshCooldown())
                .endpoint(endpoint)
                .platforms(PLATFORM)
                .settings(RefreshSettings.builder().failureCooldown(PAUSE).build())
                .clock(clock)
                .build();
    }

    @Override
    public void close() {
        provider.close(Site.LIMIT).block(Site.LIMIT);
        endpoint.close();
        pool.dispose();
        redis.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }
}
