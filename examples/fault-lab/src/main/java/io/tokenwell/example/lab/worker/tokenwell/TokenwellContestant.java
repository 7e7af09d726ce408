package io.tokenwell.example.lab.worker.tokenwell;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.r2dbc.pool.ConnectionPool;
import io.tokenwell.AccessTokenException;
import io.tokenwell.AccessTokenProvider;
import io.tokenwell.Account;
import io.tokenwell.Credentials;
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
import reactor.core.publisher.Mono;

/** The library, wired as an application would, at the lab's pace. */
public final class TokenwellContestant implements Contestant {

    private final AccessTokenProvider provider;
    private final ConnectionPool pool;
    private final Callers callers;

    private TokenwellContestant(AccessTokenProvider provider, ConnectionPool pool, Callers callers) {
        this.provider = provider;
        this.pool = pool;
        this.callers = callers;
    }

    /**
     * Connects an instance.
     *
     * @param arguments where its servers are, and which mutant it is
     * @param clock the instance's clock
     * @return the contestant
     */
    public static TokenwellContestant of(WorkerArguments arguments, Clock clock) {
        RedisClient client = RedisLink.client(arguments.redisUri(), LabSettings.REDIS_TIMEOUT);
        StatefulRedisConnection<String, String> redis = RedisLink.open(client);
        ConnectionPool pool = LabSettings.pool(arguments.database());
        Callers callers = new Callers();
        Ports ports = new Mutation(Mutant.of(arguments.mutant()), redis.reactive(), pool, callers)
                .applied(ports(arguments, clock, RedisStores.of(redis), client, pool));
        return new TokenwellContestant(provider(ports, clock, arguments), pool, callers);
    }

    private static Ports ports(
            WorkerArguments arguments, Clock clock, RedisStores stores, RedisClient client, ConnectionPool pool) {
        RedisTracking tracking = RedisTracking.of(client, RedisURI.create(arguments.redisUri()));
        return new Ports(
                stores.nearTokenCache(tracking, LabSettings.NEAR_CACHE, clock),
                stores.refreshLock(),
                new R2dbcAccountRepository(pool),
                new HttpTokenEndpoint(LabSettings.endpoint(arguments.tokenUri()), clock),
                stores.rotationEscrow(),
                stores.refreshCooldown());
    }

    private static AccessTokenProvider provider(Ports ports, Clock clock, WorkerArguments arguments) {
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
        return provider.invalidate(Account.active(accountId, "openai", Credentials.empty()));
    }

    @Override
    public boolean retryable(Throwable failure) {
        return failure instanceof AccessTokenException typed && typed.retryable();
    }

    @Override
    public PoolFigures stats() {
        return Pools.figures(pool);
    }
}
