package io.tokenwell.example.lab.worker.original;

import io.lettuce.core.api.reactive.RedisReactiveCommands;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactories;
import io.tokenwell.example.lab.worker.Contestant;
import io.tokenwell.example.lab.worker.Pools;
import io.tokenwell.example.lab.worker.RedisLink;
import io.tokenwell.example.lab.worker.WorkerArguments;
import io.tokenwell.example.peers.original.OriginalProvider;
import io.tokenwell.example.peers.original.OriginalSettings;
import java.time.Clock;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** The original's algorithm, wired as its gateway has it: a pool without limits of time, and a caller's patience. */
public final class OriginalContestant implements Contestant {

    private static final int CONNECTIONS = 8;

    /**
     * What it counts in seconds and minutes of production is scaled to the lab's tokens of a few seconds, with the same
     * result as for Tokenwell where both have the setting. The endpoint's timeout is twice the lock's life, there as here.
     */
    private static final OriginalSettings SETTINGS = new OriginalSettings(
            Duration.ofSeconds(1),
            Duration.ofMillis(1_200),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofSeconds(60),
            Duration.ofSeconds(4),
            Duration.ofMillis(250));

    private final OriginalProvider provider;
    private final ConnectionPool pool;

    private OriginalContestant(OriginalProvider provider, ConnectionPool pool) {
        this.provider = provider;
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
                        RedisLink.client(arguments.redisUri(), SETTINGS.redisTimeout()))
                .reactive();
        ConnectionPool pool =
                new ConnectionPool(ConnectionPoolConfiguration.builder(ConnectionFactories.get(arguments.database()))
                        .initialSize(0)
                        .maxSize(CONNECTIONS)
                        .backgroundEvictionInterval(Duration.ZERO)
                        .build());
        OriginalProvider provider = new OriginalProvider(redis, pool, arguments.tokenUri(), "lab", SETTINGS, clock);
        return new OriginalContestant(provider, pool);
    }

    @Override
    public Mono<String> accessToken(long accountId) {
        return provider.accessToken(accountId);
    }

    @Override
    public Mono<Void> forget(long accountId) {
        return provider.forget(accountId);
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
