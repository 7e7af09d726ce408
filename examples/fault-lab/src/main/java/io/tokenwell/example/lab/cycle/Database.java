package io.tokenwell.example.lab.cycle;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Row;
import io.r2dbc.spi.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** The lab's own way to a PostgreSQL, past all proxies; a connection for each statement, so that a restart is no matter. */
final class Database {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    final ConnectionFactory connections;

    Database(String url) {
        this.connections = ConnectionFactories.get(url);
    }

    <T> List<T> query(String sql, Function<Row, T> mapping, Object... values) {
        return run(connection -> Flux.from(bound(connection, sql, values).execute())
                .flatMap(result -> result.map((row, metadata) -> mapping.apply(row)))
                .collectList());
    }

    void update(String sql, Object... values) {
        run(connection -> Flux.from(bound(connection, sql, values).execute())
                .flatMap(result -> result.getRowsUpdated())
                .collectList());
    }

    int idleInTransaction() {
        return query(
                        "SELECT pid FROM pg_stat_activity WHERE state LIKE 'idle in transaction%'",
                        row -> String.valueOf(row.get("pid")))
                .size();
    }

    private static Statement bound(Connection connection, String sql, Object... values) {
        Statement statement = connection.createStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.bind(i, values[i]);
        }
        return statement;
    }

    /** Tries again while the server is on its way up. */
    private <T> T run(Function<Connection, Mono<T>> work) {
        return Mono.usingWhen(connections.create(), work, Connection::close)
                .retryWhen(Retry.fixedDelay(40, Duration.ofMillis(50)))
                .blockOptional(LIMIT)
                .orElseThrow();
    }
}
