package io.tokenwell.example.lab.worker.original;

import io.lettuce.core.api.reactive.RedisReactiveCommands;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactories;
import io.tokenwell.example.lab.worker.Contestant;
import io.tokenwell.example.lab.worker.Pools;
import io.tokenwell.example.lab.worker.RedisLink;
import io.tokenwell.example.lab.worker.WorkerArguments;
import java.time.Clock;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** The original's algorithm, wired as its gateway has it: a pool without limits of time, and a caller's patience. */
public final class OriginalContestant implements Contestant {

    private static final int CONNECTIONS = 8;

    private final OriginalProvider provider;
    private final OriginalCache cache;
    private final ConnectionPool pool;

    private OriginalContestant(OriginalProvider provider, OriginalCache cache, ConnectionPool pool) {
        this.provider = provider;
        this.cache = cache;
        this.pool = pool;
    }

    /**
     * Connects an instance.
     *
     * @param arguments where its servers are
     * @param clock the instance's clock
     * @return the contestant
     */
    public static OriginalContestant of(WorkerArguments arguments, Clock clock) {
        RedisReactiveCommands<String, String> redis = RedisLink.open(
                        arguments.redisUri(), OriginalSettings.REDIS_TIMEOUT)
                .reactive();
        ConnectionPool pool =
                new ConnectionPool(ConnectionPoolConfiguration.builder(ConnectionFactories.get(arguments.database()))
                        .initialSize(0)
                        .maxSize(CONNECTIONS)
                        .backgroundEvictionInterval(Duration.ZERO)
                        .build());
        OriginalCache cache = new OriginalCache(redis);
        OriginalEndpoint endpoint = new OriginalEndpoint(arguments.tokenUri(), clock);
        OriginalProvider provider = new OriginalProvider(cache, new OriginalAccounts(pool), endpoint, clock);
        return new OriginalContestant(provider, cache, pool);
    }

    @Override
    public Mono<String> accessToken(long accountId) {
        return provider.accessToken(accountId);
    }

    @Override
    public Mono<Void> forget(long accountId) {
        return cache.deleteAccessToken(accountId);
    }

    /** Its errors do not tell a passing trouble from a lasting one. */
    @Override
    public boolean retryable(Throwable failure) {
        return true;
    }

    @Override
    public PoolFigures stats() {
        return Pools.figures(pool);
    }
}
