package io.tokenwell.example.kit.spring;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import java.time.Duration;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One number out of the database, in time or not at all. */
final class Counted {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private Counted() {}

    static Mono<Long> number(ConnectionPool database, String sql) {
        return Mono.usingWhen(database.create(), connection -> number(connection, sql), Connection::close)
                .timeout(LIMIT);
    }

    private static Mono<Long> number(Connection connection, String sql) {
        return Flux.from(connection.createStatement(sql).execute())
                .concatMap(result -> result.map(row -> Objects.requireNonNull(row.get(0, Long.class))))
                .single();
    }
}
