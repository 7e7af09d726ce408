package io.tokenwell.example.storm;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.tokenwell.http.HttpTokenEndpoint;
import io.tokenwell.http.TokenEndpointSettings;
import io.tokenwell.r2dbc.ConnectionPools;
import io.tokenwell.r2dbc.R2dbcAccountRepository;
import io.tokenwell.redis.RedisStores;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.spi.SecretCipher;
import io.tokenwell.spi.TokenCache;
import java.net.URI;
import java.time.Clock;

/** A provider as one gateway instance has it: its own connections to Redis, PostgreSQL and the token endpoint. */
final class Instance implements AutoCloseable {

    final RefreshingAccessTokenProvider provider;
    final RedisStores stores;
    final TokenCache cache;
    final ConnectionPool pool;
    private final RedisLink redis;
    private final HttpTokenEndpoint endpoint;

    Instance(Site site) {
        this(site, SecretCipher.none());
    }

    Instance(Site site, SecretCipher cipher) {
        redis = site.redis.get();
        stores = redis.stores().withSecretCipher(cipher);
        cache = redis.caching().apply(stores);
        pool = ConnectionPools.open(ConnectionFactoryOptions.parse(site.database.r2dbcUrl()), 8);
        endpoint = new HttpTokenEndpoint(
                TokenEndpointSettings.openAi(URI.create(site.authorization.tokenUri()), "storm"), Clock.systemUTC());
        provider = RefreshingAccessTokenProvider.builder()
                .repository(new R2dbcAccountRepository(pool).withSecretCipher(cipher))
                .cache(cache)
                .lock(stores.refreshLock())
                .escrow(stores.rotationEscrow())
                .cooldown(stores.refreshCooldown())
                .endpoint(endpoint)
                .build();
    }

    @Override
    public void close() {
        endpoint.close();
        pool.dispose();
        redis.close();
    }
}
