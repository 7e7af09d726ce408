package io.tokenwell.example.peers.original;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Result;
import io.tokenwell.Secret;
import io.tokenwell.example.servers.AuthorizationSettings;
import io.tokenwell.example.servers.DemoAuthorizationServer;
import io.tokenwell.example.servers.EmbeddedDatabase;
import io.tokenwell.example.servers.EmbeddedRedis;
import io.tokenwell.example.servers.IssuedTokens;
import io.tokenwell.example.servers.Redemption;
import io.tokenwell.r2dbc.R2dbcAccountRepository;
import io.tokenwell.r2dbc.SchemaInstaller;
import io.tokenwell.r2dbc.TableNames;
import io.tokenwell.redis.RedisClientOptions;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Servers of its own, and one instance of the original on them, with a lock of two seconds. */
final class Site implements AutoCloseable {

    private static final Duration REDIS_TIMEOUT = Duration.ofMillis(250);
    private static final OriginalSettings SETTINGS = new OriginalSettings(
            Duration.ofSeconds(1),
            Duration.ofMillis(1_200),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofSeconds(60),
            Duration.ofSeconds(4),
            REDIS_TIMEOUT);

    private static final String STORE = """
            INSERT INTO accounts (id, platform, type, status, credentials)
            VALUES ($1, 'openai', 'oauth', 'active', jsonb_build_object(
                'access_token', $2::text, 'refresh_token', $3::text, 'expires_at', $4::text, 'note', 'keep-me'))""";

    final EmbeddedRedis redisServer = EmbeddedRedis.start();
    final DemoAuthorizationServer authorization =
            DemoAuthorizationServer.start(AuthorizationSettings.defaults().withTokenLifetime(Duration.ofSeconds(4)));
    final RedisCommands<String, String> redis;
    final OriginalProvider original;
    private final EmbeddedDatabase database = EmbeddedDatabase.start();
    private final RedisClient client = RedisClient.create(redisServer.uri());
    private final ConnectionFactory connections = ConnectionFactories.get(database.r2dbcUrl());

    Site() {
        new SchemaInstaller(connections, TableNames.defaults())
                .installExampleAccounts()
                .block();
        client.setOptions(RedisClientOptions.failFast(REDIS_TIMEOUT));
        StatefulRedisConnection<String, String> connection = client.connect();
        redis = connection.sync();
        original = new OriginalProvider(
                connection.reactive(),
                connections,
                URI.create(authorization.tokenUri()),
                "test",
                SETTINGS,
                Clock.systemUTC());
    }

    /** A login whose access token has this long to go. */
    IssuedTokens login(long id, Duration life) {
        IssuedTokens issued = authorization.issue(id);
        Mono.usingWhen(connections.create(), connection -> stored(connection, issued, life), Connection::close)
                .block();
        return issued;
    }

    private static Mono<Void> stored(Connection connection, IssuedTokens issued, Duration life) {
        return Flux.from(connection
                        .createStatement(STORE)
                        .bind("$1", issued.accountId())
                        .bind("$2", issued.accessToken())
                        .bind("$3", issued.refreshToken())
                        .bind("$4", Instant.now().plus(life).toString())
                        .execute())
                .flatMap(Result::getRowsUpdated)
                .then();
    }

    Optional<String> storedRefreshToken(long id) {
        return new R2dbcAccountRepository(connections)
                .findById(Long.toString(id))
                .blockOptional()
                .flatMap(row -> row.credentials().refreshToken())
                .map(Secret::expose);
    }

    List<Redemption.Outcome> outcomes(long id) {
        return authorization.ledger().stream()
                .filter(redemption -> redemption.accountId() == id)
                .map(Redemption::outcome)
                .toList();
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        authorization.close();
        redisServer.close();
        database.close();
    }
}
