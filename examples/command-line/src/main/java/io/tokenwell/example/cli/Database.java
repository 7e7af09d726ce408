package io.tokenwell.example.cli;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import java.util.function.Consumer;
import java.util.function.Function;
import reactor.core.publisher.Flux;

/** Statements of this program, beside those of the repository. Each takes a connection and gives it back. */
record Database(ConnectionFactory connections) {

    /** The rows of a statement; a failure is a {@link StoreException}, which quotes no data. */
    <T> Flux<T> rows(String sql, Consumer<Statement> binding, Function<Readable, T> reading) {
        return Flux.usingWhen(
                        connections.create(),
                        connection -> executed(connection, sql, binding, reading),
                        Connection::close,
                        (connection, failure) -> connection.close(),
                        Connection::close)
                .onErrorMap(StoreException::postgresql);
    }

    private static <T> Flux<T> executed(
            Connection connection, String sql, Consumer<Statement> binding, Function<Readable, T> reading) {
        return Flux.defer(() -> {
            Statement statement = connection.createStatement(sql);
            binding.accept(statement);
            return Flux.from(statement.execute()).concatMap(result -> result.map(reading));
        });
    }
}
