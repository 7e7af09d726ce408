package io.tokenwell.example.authorization;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.Secret;
import io.tokenwell.example.servers.EmbeddedDatabase;
import io.tokenwell.example.servers.EmbeddedRedis;
import io.tokenwell.r2dbc.R2dbcAccountRepository;
import io.tokenwell.r2dbc.SchemaInstaller;
import io.tokenwell.r2dbc.TableNames;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** The servers that all tests of this module share, and accounts that have signed in. They end with the JVM. */
final class Site {

    static final String PLATFORM = "spring";
    static final Duration LIMIT = Duration.ofSeconds(30);

    private static final String STORE = """
            INSERT INTO accounts (id, platform, type, status, credentials)
            VALUES ($1, $2, 'oauth', 'active', jsonb_build_object(
                'access_token', $3::text, 'refresh_token', $4::text, 'expires_at', $5::text))""";

    private static final Site SHARED = new Site();

    final EmbeddedRedis redis = EmbeddedRedis.start();
    final EmbeddedDatabase database = EmbeddedDatabase.start();
    final SpringServer server = new SpringServer();
    final Browser browser = new Browser(server);
    final R2dbcAccountRepository accounts;
    private final ConnectionFactory connections;
    private final AtomicLong ids = new AtomicLong();

    private Site() {
        connections = ConnectionFactories.get(database.r2dbcUrl());
        accounts = new R2dbcAccountRepository(connections);
        SchemaInstaller installer = new SchemaInstaller(connections, TableNames.defaults());
        installer.installExampleAccounts().then(installer.install()).block(LIMIT);
    }

    static Site shared() {
        return SHARED;
    }

    /** An account that signed in long ago: its row says that its access token has ended. */
    Account login() {
        long id = ids.incrementAndGet();
        JsonNode granted = browser.login();
        String access = granted.get("access_token").asString();
        String refresh = granted.get("refresh_token").asString();
        String ended = Instant.now().minusSeconds(60).toString();
        Mono.usingWhen(
                        connections.create(),
                        connection -> stored(connection, id, access, refresh, ended),
                        Connection::close)
                .block(LIMIT);
        return Account.active(
                id,
                PLATFORM,
                Credentials.of(Map.of("access_token", access, "refresh_token", refresh, "expires_at", ended)));
    }

    List<Account> logins(int number) {
        return IntStream.range(0, number).mapToObj(i -> login()).toList();
    }

    private static Mono<Long> stored(Connection connection, long id, String access, String refresh, String ended) {
        return Flux.from(connection
                        .createStatement(STORE)
                        .bind("$1", id)
                        .bind("$2", PLATFORM)
                        .bind("$3", access)
                        .bind("$4", refresh)
                        .bind("$5", ended)
                        .execute())
                .flatMap(result -> result.getRowsUpdated())
                .reduce(0L, Long::sum);
    }

    /** The refresh token in the row. */
    String storedRefreshToken(Account account) {
        return refreshToken(accounts.findById(account.id()).blockOptional(LIMIT).orElseThrow());
    }

    static String refreshToken(Account account) {
        return account.credentials().refreshToken().map(Secret::expose).orElseThrow();
    }

    /** Those of them that are marked as needing a login. */
    List<String> marked(List<Account> among) {
        return accounts.markedAccounts()
                .among(among.stream().map(Account::id).toList())
                .blockOptional(LIMIT)
                .orElseThrow();
    }
}
