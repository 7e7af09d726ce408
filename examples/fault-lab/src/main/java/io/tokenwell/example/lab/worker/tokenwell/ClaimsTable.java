package io.tokenwell.example.lab.worker.tokenwell;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Statement;
import io.tokenwell.Credentials;
import java.time.Duration;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Statements that no repository would make: each lacks its conditions. */
final class ClaimsTable {

    private static final JsonMapper JSON = new JsonMapper();

    private final ConnectionFactory connections;

    ClaimsTable(ConnectionFactory connections) {
        this.connections = connections;
    }

    Mono<Void> free(long accountId) {
        return run("DELETE FROM tokenwell_claims WHERE account_id = $1", bound -> bound.bind("$1", accountId));
    }

    Mono<Void> pause(long accountId, Duration pause) {
        return run(
                "UPDATE tokenwell_claims SET claimed_until = clock_timestamp() + $2 * interval '1 millisecond' "
                        + "WHERE account_id = $1",
                bound -> bound.bind("$1", accountId).bind("$2", pause.toMillis()));
    }

    Mono<Void> overwrite(long accountId, Credentials credentials) {
        String document = JSON.writeValueAsString(credentials.asMap());
        return run(
                "UPDATE accounts SET credentials = $2::jsonb, updated_at = now() WHERE id = $1",
                bound -> bound.bind("$1", accountId).bind("$2", document));
    }

    private Mono<Void> run(String sql, UnaryOperator<Statement> bound) {
        return Mono.usingWhen(
                        connections.create(),
                        connection -> Flux.from(bound.apply(connection.createStatement(sql))
                                        .execute())
                                .flatMap(result -> result.getRowsUpdated())
                                .then(),
                        Connection::close)
                .then();
    }
}
