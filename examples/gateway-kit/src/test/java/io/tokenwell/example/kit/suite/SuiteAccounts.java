package io.tokenwell.example.kit.suite;

import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Result;
import io.tokenwell.Credentials;
import io.tokenwell.example.servers.DemoAuthorizationServer;
import io.tokenwell.example.servers.EmbeddedDatabase;
import io.tokenwell.example.servers.IssuedTokens;
import io.tokenwell.r2dbc.SchemaInstaller;
import io.tokenwell.r2dbc.TableNames;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.SecretCipher;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Accounts of tests: a new one each, so that no test meets what another has left behind. */
public final class SuiteAccounts {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String STORE = "INSERT INTO accounts (id, platform, type, status, credentials)"
            + " VALUES ($1, 'openai', 'oauth', 'active', $2)";

    private final ConnectionFactory database;
    private final DemoAuthorizationServer authorization;
    private final AtomicLong last = new AtomicLong();

    /** Accounts in a new table. */
    public SuiteAccounts(EmbeddedDatabase database, DemoAuthorizationServer authorization) {
        this.database = ConnectionFactories.get(database.r2dbcUrl());
        this.authorization = authorization;
        new SchemaInstaller(this.database, TableNames.defaults())
                .installExampleAccounts()
                .block(LIMIT);
    }

    /** A new account whose token is good for an hour. */
    public long loggedIn() {
        return stored(authorization.issue(last.incrementAndGet()), Instant.now().plus(Duration.ofHours(1)));
    }

    /** An account that was not there. */
    void loggedInAs(long account) {
        stored(authorization.issue(account), Instant.now().plus(Duration.ofHours(1)));
    }

    /** A new account in whose row there stands this for a token. */
    long withToken(String text) {
        IssuedTokens issued = authorization.issue(last.incrementAndGet());
        return stored(issued, text, Instant.now().plus(Duration.ofHours(1)));
    }

    /** A new account whose token has expired. */
    long expired() {
        return stored(authorization.issue(last.incrementAndGet()), Instant.now().minusSeconds(60));
    }

    /** An account that is not there. */
    long missing() {
        return last.incrementAndGet();
    }

    private long stored(IssuedTokens issued, Instant end) {
        return stored(issued, issued.accessToken(), end);
    }

    /** A new account whose tokens, good for an hour, are encrypted. */
    long sealed(SecretCipher cipher) {
        IssuedTokens issued = authorization.issue(last.incrementAndGet());
        AccountKey key = new AccountKey(issued.accountId());
        return stored(
                issued.accountId(),
                cipher.encrypted(key, Credentials.ACCESS_TOKEN, issued.accessToken()),
                cipher.encrypted(key, Credentials.REFRESH_TOKEN, issued.refreshToken()),
                Instant.now().plus(Duration.ofHours(1)));
    }

    private long stored(IssuedTokens issued, String accessToken, Instant end) {
        return stored(issued.accountId(), accessToken, issued.refreshToken(), end);
    }

    private long stored(long account, String accessToken, String refreshToken, Instant end) {
        Map<String, Object> credentials = Map.of(
                Credentials.ACCESS_TOKEN,
                accessToken,
                Credentials.REFRESH_TOKEN,
                refreshToken,
                Credentials.EXPIRES_AT,
                end.toString(),
                Credentials.TOKEN_VERSION,
                System.currentTimeMillis(),
                "client_id",
                "tokenwell-demo");
        Mono.usingWhen(database.create(), connection -> inserted(connection, account, credentials), Connection::close)
                .block(LIMIT);
        return account;
    }

    private static Mono<Long> inserted(Connection connection, long id, Map<String, Object> credentials) {
        return Mono.from(connection
                        .createStatement(STORE)
                        .bind("$1", id)
                        .bind("$2", Json.of(JsonMapper.shared().writeValueAsBytes(credentials)))
                        .execute())
                .flatMap(result -> Mono.from(((Result) result).getRowsUpdated()));
    }

    /** The refresh token in the table. */
    String refreshTokenOf(long account) {
        return Mono.usingWhen(
                        database.create(),
                        connection -> Flux.from(connection
                                        .createStatement(
                                                "SELECT credentials ->> 'refresh_token' FROM accounts WHERE id = $1")
                                        .bind("$1", account)
                                        .execute())
                                .flatMap(result -> result.map((row, names) -> row.get(0, String.class)))
                                .next(),
                        Connection::close)
                .blockOptional(LIMIT)
                .orElseThrow();
    }

    long redemptionsOf(long account) {
        return authorization.ledger().stream()
                .filter(redemption -> redemption.accountId() == account)
                .count();
    }
}
