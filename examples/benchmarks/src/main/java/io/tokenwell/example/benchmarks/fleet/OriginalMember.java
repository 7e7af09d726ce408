package io.tokenwell.example.benchmarks.fleet;

import io.lettuce.core.RedisClient;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactories;
import io.tokenwell.Account;
import io.tokenwell.example.peers.original.OriginalProvider;
import io.tokenwell.example.peers.original.OriginalSettings;
import io.tokenwell.redis.RedisClientOptions;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** The original's algorithm, wired as its gateway has it: a pool without limits of time. */
final class OriginalMember implements Member {

    private static final int CONNECTIONS = 8;

    private final RedisClient redis;
    private final ConnectionPool pool;
    private final OriginalProvider provider;

    OriginalMember(Servers servers, Setup setup) {
        OriginalSettings settings = settings(setup);
        redis = RedisClient.create(servers.redisUri());
        redis.setOptions(RedisClientOptions.failFast(settings.redisTimeout()));
        pool = new ConnectionPool(ConnectionPoolConfiguration.builder(ConnectionFactories.get(servers.r2dbcUrl()))
                .initialSize(0)
                .maxSize(CONNECTIONS)
                .backgroundEvictionInterval(Duration.ZERO)
                .build());
        provider = new OriginalProvider(
                redis.connect().reactive(),
                setup.connections().apply(pool),
                URI.create(servers.authorization().tokenUri()),
                "benchmarks",
                settings,
                Clock.systemUTC());
    }

    private static OriginalSettings settings(Setup setup) {
        OriginalSettings own = OriginalSettings.production();
        return new OriginalSettings(
                setup.refreshSkew(),
                setup.cacheSkew(),
                own.lockTtl(),
                own.shortTtl(),
                own.unknownTtl(),
                own.endpointTimeout(),
                own.redisTimeout());
    }

    @Override
    public Mono<String> token(Account account) {
        return provider.accessToken(account);
    }

    @Override
    public Mono<String> token(long accountId) {
        return provider.accessToken(accountId);
    }

    @Override
    public void close() {
        pool.dispose();
        redis.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }
}
