package io.tokenwell.example.lab.worker.tokenwell;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.r2dbc.pool.ConnectionPool;
import io.tokenwell.AccessTokenException;
import io.tokenwell.example.lab.worker.Contestant;
import io.tokenwell.example.lab.worker.Pools;
import io.tokenwell.example.lab.worker.RedisLink;
import io.tokenwell.example.lab.worker.WorkerArguments;
import io.tokenwell.http.HttpTokenEndpoint;
import io.tokenwell.r2dbc.R2dbcAccountRepository;
import io.tokenwell.redis.RedisStores;
import io.tokenwell.redis.RedisTracking;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import java.time.Clock;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** The library, wired as an application would, at the lab's pace. */
public final class TokenwellContestant implements Contestant {

    private static final Duration SHUTDOWN = Duration.ofSeconds(1);

    private final RefreshingAccessTokenProvider provider;
    private final Opened opened;
    private final Callers callers;

    private TokenwellContestant(RefreshingAccessTokenProvider provider, Opened opened, Callers callers) {
        this.provider = provider;
        this.opened = opened;
        this.callers = callers;
    }

    /** What an application has to close after the provider. */
    private record Opened(RedisClient redis, RedisTracking tracking, HttpTokenEndpoint endpoint, ConnectionPool pool) {

        static Opened of(WorkerArguments arguments, Clock clock) {
            RedisClient redis = RedisLink.client(arguments.redisUri(), LabSettings.REDIS_TIMEOUT);
            return new Opened(
                    redis,
                    RedisTracking.of(redis, RedisURI.create(arguments.redisUri())),
                    new HttpTokenEndpoint(LabSettings.endpoint(arguments.tokenUri()), clock),
                    LabSettings.pool(arguments.database()));
        }

        void close() {
            tracking.close();
            endpoint.close();
            pool.dispose();
            redis.shutdown(Duration.ZERO, SHUTDOWN);
        }
    }

    /**
     * Connects an instance.
     *
     * @param arguments where its servers are, and which mutant it is
     * @param clock the instance's clock
     * @return the contestant
     */
    public static TokenwellContestant of(WorkerArguments arguments, Clock clock) {
        Opened opened = Opened.of(arguments, clock);
        StatefulRedisConnection<String, String> redis = RedisLink.open(opened.redis());
        Callers callers = new Callers();
        Ports ports = new Mutation(Mutant.of(arguments.mutant()), redis.reactive(), opened.pool(), callers)
                .applied(ports(opened, clock, RedisStores.of(redis)));
        return new TokenwellContestant(provider(ports, clock, arguments), opened, callers);
    }

    private static Ports ports(Opened opened, Clock clock, RedisStores stores) {
        return new Ports(
                stores.nearTokenCache(opened.tracking(), LabSettings.NEAR_CACHE, clock),
                stores.refreshLock(),
                new R2dbcAccountRepository(opened.pool()),
                opened.endpoint(),
                stores.rotationEscrow(),
                stores.refreshCooldown());
    }

    private static RefreshingAccessTokenProvider provider(Ports ports, Clock clock, WorkerArguments arguments) {
        return RefreshingAccessTokenProvider.builder()
                .repository(ports.repository())
                .cache(ports.cache())
                .lock(ports.lock())
                .escrow(ports.escrow())
                .cooldown(ports.cooldown())
                .instance("worker-" + arguments.instance())
                .endpoint(ports.endpoint())
                .settings(LabSettings.refresh())
                .clock(clock)
                .build();
    }

    @Override
    public Mono<String> accessToken(long accountId) {
        return callers.counted(accountId, provider.getAccessToken(accountId));
    }

    @Override
    public Mono<Void> forget(long accountId) {
        return provider.invalidate(accountId);
    }

    @Override
    public boolean retryable(Throwable failure) {
        return failure instanceof AccessTokenException typed && typed.retryable();
    }

    /** The provider first, and what it works with last. */
    @Override
    public void close(Duration limit) {
        provider.close(limit).block();
        opened.close();
    }

    @Override
    public PoolFigures stats() {
        return Pools.figures(opened.pool());
    }
}
