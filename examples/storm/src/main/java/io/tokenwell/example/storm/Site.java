package io.tokenwell.example.storm;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.example.servers.AuthorizationSettings;
import io.tokenwell.example.servers.DemoAuthorizationServer;
import io.tokenwell.example.servers.EmbeddedDatabase;
import io.tokenwell.example.servers.IssuedTokens;
import io.tokenwell.r2dbc.R2dbcAccountRepository;
import io.tokenwell.r2dbc.SchemaInstaller;
import io.tokenwell.r2dbc.TableNames;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One real PostgreSQL and one strict authorization server, shared by all instances, and their ways to Redis. */
final class Site implements AutoCloseable {

    private static final String STORE = """
            INSERT INTO accounts (id, platform, type, status, credentials)
            VALUES ($1, 'openai', 'oauth', 'active', jsonb_build_object(
                'access_token', $2::text, 'refresh_token', $3::text, 'expires_at', $4::text, 'note', 'keep-me'))
            ON CONFLICT (id) DO UPDATE SET credentials = excluded.credentials""";

    final Supplier<RedisLink> redis;
    final EmbeddedDatabase database = EmbeddedDatabase.start();
    final DemoAuthorizationServer authorization;
    final R2dbcAccountRepository accounts;
    private final ConnectionFactory connections;

    private Site(Duration endpointLatency, Supplier<RedisLink> redis) {
        this.redis = redis;
        authorization =
                DemoAuthorizationServer.start(AuthorizationSettings.defaults().withLatency(endpointLatency));
        connections = ConnectionFactories.get(database.r2dbcUrl());
        accounts = new R2dbcAccountRepository(connections);
    }

    /** Starts the servers and creates the tables. {@code redis} connects one instance. */
    static Site open(Duration endpointLatency, Supplier<RedisLink> redis) {
        Site site = new Site(endpointLatency, redis);
        SchemaInstaller installer = new SchemaInstaller(site.connections, TableNames.defaults());
        installer.installExampleAccounts().then(installer.install()).block();
        return site;
    }

    /** An account that has just logged in; its access token expires after this long, or has done so already. */
    Account login(long id, Duration life) {
        IssuedTokens issued = authorization.issue(id);
        String expiry = Instant.now().plus(life).toString();
        Mono.usingWhen(connections.create(), connection -> stored(connection, issued, expiry), Connection::close)
                .block();
        return Account.active(
                id,
                "openai",
                Credentials.of(Map.of(
                        "access_token", issued.accessToken(),
                        "refresh_token", issued.refreshToken(),
                        "expires_at", expiry)));
    }

    /** How often a refresh token of this account was presented. */
    int redemptions(Account account) {
        return (int) authorization.ledger().stream()
                .filter(redemption -> redemption.accountId() == Long.parseLong(account.id()))
                .count();
    }

    private static Mono<Long> stored(Connection connection, IssuedTokens issued, String expiry) {
        return Flux.from(connection
                        .createStatement(STORE)
                        .bind("$1", issued.accountId())
                        .bind("$2", issued.accessToken())
                        .bind("$3", issued.refreshToken())
                        .bind("$4", expiry)
                        .execute())
                .flatMap(result -> result.getRowsUpdated())
                .reduce(0L, Long::sum);
    }

    @Override
    public void close() {
        authorization.close();
        database.close();
    }
}
