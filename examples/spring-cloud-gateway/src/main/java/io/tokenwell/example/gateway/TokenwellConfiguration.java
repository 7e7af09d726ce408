package io.tokenwell.example.gateway;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.tokenwell.Secret;
import io.tokenwell.crypto.TinkSecretCipher;
import io.tokenwell.example.gateway.TokenwellProperties.NearCache;
import io.tokenwell.example.gateway.TokenwellProperties.OpenAi;
import io.tokenwell.example.gateway.TokenwellProperties.R2dbc;
import io.tokenwell.example.gateway.TokenwellProperties.Refresh;
import io.tokenwell.http.HttpTokenEndpoint;
import io.tokenwell.http.TokenEndpointSettings;
import io.tokenwell.r2dbc.ConnectionPools;
import io.tokenwell.r2dbc.R2dbcAccountRepository;
import io.tokenwell.r2dbc.SchemaInstaller;
import io.tokenwell.r2dbc.TableNames;
import io.tokenwell.redis.NearCacheSettings;
import io.tokenwell.redis.NearTokenCache;
import io.tokenwell.redis.RedisClientOptions;
import io.tokenwell.redis.RedisStores;
import io.tokenwell.redis.RedisTracking;
import io.tokenwell.refresh.FreshnessSettings;
import io.tokenwell.refresh.RefreshSettings;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.spi.AccountRepository;
import io.tokenwell.spi.SecretCipher;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the provider together: Redis in front, PostgreSQL behind, the authorization server at the side. */
@Configuration(proxyBeanMethods = false)
class TokenwellConfiguration {

    private static final Duration REDIS_TIMEOUT = Duration.ofMillis(500);
    private static final int CONNECTIONS = 10;
    private static final String KEYS = "tokenwell.encryption-keys";

    @Bean
    RefreshingAccessTokenProvider tokens(
            AccountRepository accounts,
            RedisStores redis,
            NearTokenCache nearCache,
            HttpTokenEndpoint endpoint,
            TokenwellProperties settings) {
        Refresh refresh = settings.refresh();
        FreshnessSettings freshness = FreshnessSettings.defaults().withSkews(refresh.skew(), refresh.cacheSkew());
        return RefreshingAccessTokenProvider.builder()
                .repository(accounts)
                .cache(nearCache)
                .lock(redis.refreshLock())
                .escrow(redis.rotationEscrow())
                .cooldown(redis.refreshCooldown())
                .endpoint(endpoint)
                .settings(RefreshSettings.defaults().withFreshness(freshness))
                .build();
    }

    /** Made from the provider, so it is ended before whatever the provider needs to finish its work. */
    @Bean
    UnsavedRotations unsavedRotations(RefreshingAccessTokenProvider tokens) {
        return new UnsavedRotations(tokens);
    }

    @Bean
    AccountRepository accounts(ConnectionPool database, SecretCipher cipher) {
        return new LoggedAccounts(new R2dbcAccountRepository(database).withSecretCipher(cipher));
    }

    @Bean
    SecretCipher cipher(TokenwellProperties settings) {
        List<String> keys =
                settings.encryptionKeys().stream().map(Secret::expose).toList();
        return keys.isEmpty() ? SecretCipher.none() : cipher(keys, settings.encryptionWritesPlain());
    }

    private static SecretCipher cipher(List<String> keys, boolean writesPlain) {
        TinkSecretCipher cipher = usable(KEYS, () -> TinkSecretCipher.ofBase64(keys));
        return writesPlain ? cipher.writingPlain() : cipher;
    }

    @Bean(destroyMethod = "dispose")
    HttpTokenEndpoint tokenEndpoint(TokenwellProperties settings) {
        OpenAi openai = settings.openai();
        return new HttpTokenEndpoint(
                TokenEndpointSettings.openAi(openai.tokenUri(), openai.clientId()), Clock.systemUTC());
    }

    @Bean(destroyMethod = "shutdown")
    RedisClient redisClient(TokenwellProperties settings) {
        RedisClient client = usable(
                Surroundings.REDIS,
                () -> RedisClient.create(settings.redis().uri().expose()));
        client.setOptions(RedisClientOptions.failFast(REDIS_TIMEOUT));
        return client;
    }

    @Bean(destroyMethod = "close")
    StatefulRedisConnection<String, String> redisConnection(RedisClient client) {
        return usable(Surroundings.REDIS, client::connect);
    }

    @Bean
    RedisStores redis(StatefulRedisConnection<String, String> connection, SecretCipher cipher) {
        return RedisStores.of(connection).withSecretCipher(cipher);
    }

    /** What Redis announces of changes by other instances. */
    @Bean
    RedisTracking redisTracking(RedisClient client, TokenwellProperties settings) {
        return RedisTracking.of(client, RedisURI.create(settings.redis().uri().expose()));
    }

    @Bean
    NearTokenCache nearCache(RedisStores redis, RedisTracking tracking, TokenwellProperties settings) {
        NearCache bounds = settings.nearCache();
        NearCacheSettings defaults = NearCacheSettings.defaults();
        return redis.nearTokenCache(
                tracking,
                usable(
                        "tokenwell.near-cache",
                        () -> new NearCacheSettings(
                                bounds.maximumEntries(), bounds.maximumStaleness(), defaults.heartbeat())));
    }

    @Bean(destroyMethod = "dispose")
    ConnectionPool database(TokenwellProperties settings) {
        return usable(Surroundings.POSTGRESQL, () -> {
            ConnectionPool pool = ConnectionPools.open(address(settings.r2dbc()), CONNECTIONS);
            new SchemaInstaller(pool, TableNames.defaults()).install().block();
            return pool;
        });
    }

    private static <T> T usable(String setting, Supplier<T> opened) {
        try {
            return opened.get();
        } catch (RuntimeException e) {
            throw SettingException.unusable(setting, e);
        }
    }

    static ConnectionFactoryOptions address(R2dbc settings) {
        ConnectionFactoryOptions url =
                ConnectionFactoryOptions.parse(settings.url().expose());
        ConnectionFactoryOptions.Builder address = url.mutate();
        if (settings.username() != null) {
            address.option(ConnectionFactoryOptions.USER, settings.username());
        }
        if (settings.password() != null) {
            address.option(
                    ConnectionFactoryOptions.PASSWORD, settings.password().expose());
        }
        return address.build();
    }
}
