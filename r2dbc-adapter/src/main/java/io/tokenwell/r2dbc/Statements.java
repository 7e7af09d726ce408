package io.tokenwell.r2dbc;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import io.tokenwell.AccessTokenException;
import io.tokenwell.TokenStorageException;
import io.tokenwell.TokenStorageException.Backend;
import io.tokenwell.spi.Seldom;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Runs one statement on its own connection, which is released on completion, error and cancel. */
final class Statements {

    /** Name of the store in errors. */
    private static final Logger LOG = LoggerFactory.getLogger(Statements.class);

    /** Shared by all repositories, as there is usually one database. */
    private static final Seldom SELDOM = new Seldom(System::nanoTime);

    private final ConnectionFactory connections;

    Statements(ConnectionFactory connections) {
        this.connections = connections;
    }

    /** Emits the row of a statement; completes empty if there is none. */
    <T> Mono<T> row(String sql, Consumer<Statement> binding, Function<Readable, T> reading) {
        // Waits for the end, not for the first row: an error at commit comes after the row.
        return onConnection(
                connection -> read(connection, sql, binding, reading).singleOrEmpty());
    }

    /** Emits all rows of a statement in one list. */
    <T> Mono<List<T>> rows(String sql, Consumer<Statement> binding, Function<Readable, T> reading) {
        return onConnection(
                connection -> read(connection, sql, binding, reading).collectList());
    }

    private static <T> Flux<T> read(
            Connection connection, String sql, Consumer<Statement> binding, Function<Readable, T> reading) {
        Statement statement = connection.createStatement(sql);
        binding.accept(statement);
        return Flux.from(statement.execute()).concatMap(result -> result.map(reading));
    }

    /** Completes with the end of statements that return nothing. */
    Mono<Void> end(String sql) {
        return onConnection(
                connection -> Flux.from(connection.createStatement(sql).execute())
                        .concatMap(result -> result.getRowsUpdated())
                        .then());
    }

    /** Keeps errors of this library, and turns all others into outages that concern no single account. */
    static Function<Throwable, Throwable> outage(String operation) {
        return outage("", operation);
    }

    /** Keeps errors of this library, and turns all others into outages. */
    static Function<Throwable, Throwable> outage(String accountId, String operation) {
        return error -> error instanceof AccessTokenException
                ? error
                : storage(accountId, operation, StatementFailedException.withoutData(error));
    }

    private static TokenStorageException storage(String accountId, String operation, Throwable cause) {
        return Refusal.is(cause)
                ? TokenStorageException.refused(
                        accountId, Backend.POSTGRESQL, operation, String.valueOf(cause.getMessage()), cause)
                : new TokenStorageException(accountId, Backend.POSTGRESQL, operation, cause);
    }

    private <T> Mono<T> onConnection(Function<Connection, Mono<T>> work) {
        return Mono.usingWhen(
                connections.create(),
                connection -> Mono.defer(() -> work.apply(connection)),
                Statements::released,
                (connection, error) -> released(connection),
                Statements::released);
    }

    /** Closes the connection. A failure does not replace the answer of the database. */
    private static Mono<Void> released(Connection connection) {
        return Mono.defer(() -> Mono.from(connection.close())).onErrorResume(error -> {
            String kind = error.getClass().getSimpleName();
            SELDOM.due(kind)
                    .ifPresent(leftOut ->
                            LOG.warn("Connection not released, answer kept{}: error={}", Seldom.words(leftOut), kind));
            return Mono.empty();
        });
    }
}
