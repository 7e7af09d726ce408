package io.tokenwell.r2dbc;

import io.r2dbc.spi.Connection;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A transaction of somebody else, open until it is committed. */
final class OpenTransaction {

    private final Connection connection;

    private OpenTransaction(Connection connection) {
        this.connection = connection;
    }

    /** Runs a statement and keeps its locks. */
    static OpenTransaction of(String sql) {
        Connection connection =
                Objects.requireNonNull(Mono.from(Database.unpooled().create()).block(Database.PATIENCE));
        Mono.from(connection.beginTransaction()).block(Database.PATIENCE);
        Flux.from(connection.createStatement(sql).execute())
                .concatMap(result -> result.getRowsUpdated())
                .blockLast(Database.PATIENCE);
        return new OpenTransaction(connection);
    }

    void commit() {
        Mono.from(connection.commitTransaction())
                .then(Mono.from(connection.close()))
                .block(Database.PATIENCE);
    }
}
