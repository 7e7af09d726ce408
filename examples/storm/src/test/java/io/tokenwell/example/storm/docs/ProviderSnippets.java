package io.tokenwell.example.storm.docs;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.r2dbc.pool.ConnectionPool;
import io.tokenwell.Account;
import io.tokenwell.Rejection;
import io.tokenwell.Secret;
import io.tokenwell.crypto.TinkSecretCipher;
import io.tokenwell.http.HttpTokenEndpoint;
import io.tokenwell.http.OAuthClient;
import io.tokenwell.http.PlatformEndpoints;
import io.tokenwell.http.ProviderPresets;
import io.tokenwell.http.TokenEndpointSettings;
import io.tokenwell.r2dbc.R2dbcAccountRepository;
import io.tokenwell.redis.NearCacheSettings;
import io.tokenwell.redis.RedisStores;
import io.tokenwell.redis.RedisTracking;
import io.tokenwell.refresh.RefreshAhead;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.settings.Platform;
import io.tokenwell.refresh.settings.RefreshAheadSettings;
import io.tokenwell.spi.AccountRepository;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;

/** Never run: what is shown has tests of its own. */
@SuppressWarnings("unused")
final class ProviderSnippets {

    private ProviderSnippets() {}

    static Mono<HttpClientResponse> provider(
            ConnectionPool pool,
            RedisStores redis,
            RedisClient client,
            RedisURI uri,
            URI tokenUri,
            String clientId,
            Account account,
            HttpClient upstream) {
        // spotless:off
        HttpTokenEndpoint endpoint = new HttpTokenEndpoint( // at the end: tokens.close(limit), endpoint.close(limit),
                TokenEndpointSettings.openAi(tokenUri, clientId), Clock.systemUTC()); // then your connections
        RefreshingAccessTokenProvider tokens = RefreshingAccessTokenProvider.builder()
                .repository(new R2dbcAccountRepository(pool)) // your accounts table; PostgreSQL decides
                .cache(redis.nearTokenCache(RedisTracking.of(client, uri), NearCacheSettings.defaults()))
                .lock(redis.refreshLock()) // RedisStores.of(connection); Redis saves work
                .escrow(redis.rotationEscrow())
                .cooldown(redis.refreshCooldown())
                .endpoint(endpoint)
                .build();

        return tokens.getAccessToken(account) // Mono<String>, cold, any thread
                .flatMap(token -> upstream.headers(h -> h.set("Authorization", "Bearer " + token))
                        .get()
                        .uri("/v1/models")
                        .response());
        // spotless:on
    }

    static TokenEndpointSettings platform() {
        TokenEndpointSettings acme = TokenEndpointSettings.builder()
                .platform("acme")
                .tokenUri(URI.create("https://login.acme.example/oauth/token"))
                .client(OAuthClient.ofPublic("gateway"))
                .scope("models.read offline_access")
                .terminalCodes(Set.of("invalid_grant", "session_revoked"))
                .build();
        return acme;
    }

    static RefreshingAccessTokenProvider platforms(
            AccountRepository accounts, TokenEndpointSettings openAi, TokenEndpointSettings acme) {
        Platform gateway = Platform.builder().name("acme").maxRefreshes(16).build();
        RefreshingAccessTokenProvider tokens = RefreshingAccessTokenProvider.builder()
                .repository(accounts)
                .platforms(Platform.OPENAI, gateway, Platform.SORA)
                .endpoint(new PlatformEndpoints(Map.of(
                        "openai", new HttpTokenEndpoint(openAi, Clock.systemUTC()),
                        "acme", new HttpTokenEndpoint(acme, Clock.systemUTC()))))
                .build();
        return tokens;
    }

    static Mono<Void> afterLogin(Mono<Void> stored, RefreshingAccessTokenProvider tokens, Account account) {
        // spotless:off
        return stored // your statement: _token_version = now in ms, and greater
                .then(tokens.invalidate(account));
        // spotless:on
    }

    private static Mono<Void> secondTry(String token) {
        return Mono.just(token).then();
    }

    static Mono<Void> rejected(
            RefreshingAccessTokenProvider tokens,
            Account account,
            String rejectedToken,
            boolean blamed,
            boolean acceptedBefore) {
        // spotless:off
        Rejection rejection = Rejection.of(blamed, acceptedBefore); // what the 401 says, and what you know of the token
        return tokens.replaceRejected(account, rejectedToken, rejection)
                .flatMap(fresh -> secondTry(fresh)); // once; a second 401 is the upstream's answer
        // spotless:on
    }

    static RefreshAhead ahead(RefreshingAccessTokenProvider tokens, R2dbcAccountRepository repository) {
        // spotless:off
        RefreshAhead ahead = tokens.refreshAhead(repository.expiringAccounts(), RefreshAheadSettings.defaults());
        ahead.start(); // on every instance; ahead.close(limit) before tokens.close(limit)
        // spotless:on
        return ahead;
    }

    static void shutdown(RefreshingAccessTokenProvider tokens, HttpTokenEndpoint endpoint) {
        // spotless:off
        tokens.close(Duration.ofSeconds(30))
                .block(); // waits for refreshes and pairs, ends its cache, reports what is left
        endpoint.close(Duration.ofSeconds(5)).block(); // what is still under way, then its connections; yours after it
        // spotless:on
    }

    static void encrypted(List<String> keys, StatefulRedisConnection<String, String> connection, ConnectionPool pool) {
        // spotless:off
        TinkSecretCipher cipher = TinkSecretCipher.ofBase64(keys); // newest first; openssl rand -base64 32
        RedisStores redis = RedisStores.of(connection).withSecretCipher(cipher);
        AccountRepository accounts = new R2dbcAccountRepository(pool).withSecretCipher(cipher);
        // spotless:on
    }

    static TokenEndpointSettings preset(String id, Secret secret) {
        // spotless:off
        TokenEndpointSettings github = ProviderPresets.named("github")
                .client(OAuthClient.builder().id(id).secret(secret).build())
                .build();
        // spotless:on
        return github;
    }
}
