package io.tokenwell.example.benchmarks.fleet;

import io.lettuce.core.RedisClient;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.tokenwell.Account;
import io.tokenwell.http.HttpTokenEndpoint;
import io.tokenwell.http.TokenEndpointSettings;
import io.tokenwell.r2dbc.ConnectionPools;
import io.tokenwell.r2dbc.R2dbcAccountRepository;
import io.tokenwell.redis.NearTokenCache;
import io.tokenwell.redis.RedisClientOptions;
import io.tokenwell.redis.RedisStores;
import io.tokenwell.refresh.RefreshAhead;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.settings.FreshnessSettings;
import io.tokenwell.refresh.settings.RefreshAheadSettings;
import io.tokenwell.refresh.settings.RefreshSettings;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** This library, wired as the gateway of the examples has it. */
final class TokenwellMember implements Member {

    private static final int CONNECTIONS = 8;
    private static final Duration REDIS_TIMEOUT = Duration.ofMillis(500);

    private final RedisClient redis;
    private final ConnectionPool pool;
    private final HttpTokenEndpoint endpoint;
    private final CacheChoice cache;
    private final R2dbcAccountRepository repository;
    private final RefreshingAccessTokenProvider provider;

    private TokenwellMember(Servers servers, Setup setup, boolean near) {
        redis = RedisClient.create(servers.redisUri());
        redis.setOptions(RedisClientOptions.failFast(REDIS_TIMEOUT));
        pool = ConnectionPools.open(ConnectionFactoryOptions.parse(servers.r2dbcUrl()), CONNECTIONS);
        endpoint = new HttpTokenEndpoint(
                TokenEndpointSettings.openAi(URI.create(servers.authorization().tokenUri()), "benchmarks"),
                Clock.systemUTC());
        RedisStores stores = RedisStores.of(redis.connect());
        cache = near ? CacheChoice.near(redis, servers.redisUri(), stores) : CacheChoice.plain(stores);
        repository = new R2dbcAccountRepository(setup.connections().apply(pool));
        provider = RefreshingAccessTokenProvider.builder()
                .repository(repository)
                .cache(cache.cache())
                .lock(stores.refreshLock())
                .escrow(stores.rotationEscrow())
                .cooldown(stores.refreshCooldown())
                .endpoint(endpoint)
                .settings(RefreshSettings.builder()
                        .freshness(FreshnessSettings.builder()
                                .refreshSkew(setup.refreshSkew())
                                .cacheSkew(setup.cacheSkew())
                                .build())
                        .build())
                .build();
    }

    static TokenwellMember near(Servers servers, Setup setup) {
        return new TokenwellMember(servers, setup, true);
    }

    static TokenwellMember plain(Servers servers, Setup setup) {
        return new TokenwellMember(servers, setup, false);
    }

    @Override
    public Mono<String> token(Account account) {
        return provider.getAccessToken(account);
    }

    @Override
    public Mono<String> token(long accountId) {
        return provider.getAccessToken(accountId);
    }

    @Override
    public RefreshAhead refreshAhead(RefreshAheadSettings settings) {
        return provider.refreshAhead(repository.expiringAccounts(), settings);
    }

    @Override
    public long kept() {
        return cache.cache() instanceof NearTokenCache near ? near.size() : 0;
    }

    @Override
    public void close() {
        cache.close();
        endpoint.close();
        pool.dispose();
        redis.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }
}
