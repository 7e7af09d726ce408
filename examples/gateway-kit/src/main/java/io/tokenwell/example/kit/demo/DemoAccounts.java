package io.tokenwell.example.kit.demo;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Result;
import io.tokenwell.AccessTokenProvider;
import io.tokenwell.Credentials;
import io.tokenwell.example.kit.TokenwellRuntime;
import io.tokenwell.example.servers.DemoAuthorizationServer;
import io.tokenwell.example.servers.IssuedTokens;
import io.tokenwell.r2dbc.SchemaInstaller;
import io.tokenwell.r2dbc.TableNames;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.SecretCipher;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Logs accounts 1 and 2 in at the demo authorization server, before the first request comes. Safe for use by any thread. */
public final class DemoAccounts {

    private static final Logger log = LoggerFactory.getLogger(DemoAccounts.class);

    /** Makes a row, or renews one of an earlier run; an account of somebody else's is left alone. */
    private static final String STORE = """
            INSERT INTO accounts (id, platform, type, status, credentials)
            VALUES ($1, 'openai', 'oauth', 'active', $2)
            ON CONFLICT (id) DO UPDATE SET credentials = excluded.credentials, updated_at = now()
            WHERE accounts.credentials ->> 'client_id' = 'tokenwell-demo'
            """;

    private final ConnectionPool database;
    private final AccessTokenProvider tokens;
    private final SecretCipher cipher;

    private DemoAccounts(TokenwellRuntime runtime) {
        this.database = runtime.database();
        this.tokens = runtime.provider();
        this.cipher = runtime.cipher();
    }

    /**
     * Logs both in, if the demo's authorization server runs. Blocks meanwhile.
     *
     * @param servers the servers of the demo
     * @param runtime where the accounts are kept
     */
    public static void logIn(DemoServers servers, TokenwellRuntime runtime) {
        servers.server(DemoAuthorizationServer.class)
                .ifPresent(server -> new SchemaInstaller(runtime.database(), TableNames.defaults())
                        .installExampleAccounts()
                        .thenMany(Flux.just(1L, 2L))
                        .concatMap(account -> new DemoAccounts(runtime).loggedIn(server.issue(account)))
                        .then()
                        .block());
    }

    private Mono<Void> loggedIn(IssuedTokens issued) {
        return Mono.usingWhen(database.create(), connection -> stored(connection, issued), Connection::close)
                .doOnNext(rows -> {
                    if (rows == 0) {
                        log.warn("account {} is in the table already, and not of this demo", issued.accountId());
                    }
                })
                .then(tokens.invalidate(issued.accountId()));
    }

    private Mono<Long> stored(Connection connection, IssuedTokens issued) {
        return Mono.from(connection
                        .createStatement(STORE)
                        .bind("$1", issued.accountId())
                        .bind("$2", Json.of(JsonMapper.shared().writeValueAsBytes(credentials(issued))))
                        .execute())
                .flatMap(result -> Mono.from(((Result) result).getRowsUpdated()));
    }

    private Map<String, Object> credentials(IssuedTokens issued) {
        return Map.of(
                Credentials.ACCESS_TOKEN,
                sealed(issued, Credentials.ACCESS_TOKEN, issued.accessToken()),
                Credentials.REFRESH_TOKEN,
                sealed(issued, Credentials.REFRESH_TOKEN, issued.refreshToken()),
                Credentials.EXPIRES_AT,
                issued.expiresAt().toString(),
                Credentials.TOKEN_VERSION,
                System.currentTimeMillis(),
                "client_id",
                "tokenwell-demo");
    }

    /** As the gateway itself would: where encryption is strict, it would not read another row. */
    private String sealed(IssuedTokens issued, String field, String token) {
        return cipher.encrypted(new AccountKey(issued.accountId()), field, token);
    }
}
