package io.tokenwell.example.gateway.page;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Connection;
import io.tokenwell.Credentials;
import io.tokenwell.example.servers.IssuedTokens;
import java.time.Instant;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Changes the demo's rows as an operator or a login would; rows of somebody else's stay as they are. */
final class DemoRows {

    private static final String MERGE = """
        UPDATE accounts SET credentials = credentials || $2, updated_at = now()
        WHERE id = $1 AND credentials ->> 'client_id' = 'tokenwell-demo'
        """;

    private final ConnectionPool database;
    private final JsonMapper json;

    DemoRows(ConnectionPool database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /** Whether there was such a row. */
    Mono<Boolean> endToken(long account, Instant at) {
        return merged(account, Map.of(Credentials.EXPIRES_AT, at.toString()));
    }

    /** Whether there was such a row. */
    Mono<Boolean> logIn(IssuedTokens issued, Instant at) {
        return merged(
                issued.accountId(),
                Map.of(
                        Credentials.ACCESS_TOKEN,
                        issued.accessToken(),
                        Credentials.REFRESH_TOKEN,
                        issued.refreshToken(),
                        Credentials.EXPIRES_AT,
                        issued.expiresAt().toString(),
                        Credentials.TOKEN_VERSION,
                        at.toEpochMilli()));
    }

    private Mono<Boolean> merged(long account, Map<String, Object> changes) {
        return Mono.usingWhen(database.create(), connection -> merged(connection, account, changes), Connection::close);
    }

    private Mono<Boolean> merged(Connection connection, long account, Map<String, Object> changes) {
        return Flux.from(connection
                        .createStatement(MERGE)
                        .bind("$1", account)
                        .bind("$2", Json.of(json.writeValueAsBytes(changes)))
                        .execute())
                .concatMap(result -> result.getRowsUpdated())
                .reduce(0L, Long::sum)
                .map(rows -> rows == 1);
    }
}
