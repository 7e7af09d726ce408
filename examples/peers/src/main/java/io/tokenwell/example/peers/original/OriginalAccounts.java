package io.tokenwell.example.peers.original;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.tokenwell.Account;
import io.tokenwell.r2dbc.R2dbcAccountRepository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The original's {@code AccountRepository}: reads a row, and writes it back whole and unconditionally. */
final class OriginalAccounts {

    private static final String UPDATE = """
            UPDATE accounts SET platform = $2, type = $3, status = $4, credentials = $5::jsonb, updated_at = now()
             WHERE id = $1""";

    private static final JsonMapper JSON = new JsonMapper();

    private final ConnectionFactory connections;
    private final R2dbcAccountRepository rows;

    OriginalAccounts(ConnectionFactory connections) {
        this.connections = connections;
        this.rows = new R2dbcAccountRepository(connections);
    }

    /** {@code GetByID}. */
    Mono<Account> byId(long accountId) {
        return rows.findById(Long.toString(accountId));
    }

    /** {@code Update}. */
    Mono<Void> update(Account account) {
        return Mono.usingWhen(connections.create(), connection -> updated(connection, account), Connection::close)
                .then();
    }

    private static Mono<Void> updated(Connection connection, Account account) {
        return Flux.from(connection
                        .createStatement(UPDATE)
                        .bind("$1", Long.parseLong(account.id()))
                        .bind("$2", account.platform())
                        .bind("$3", account.type())
                        .bind("$4", account.status())
                        .bind(
                                "$5",
                                JSON.writeValueAsString(account.credentials().asMap()))
                        .execute())
                .flatMap(result -> result.getRowsUpdated())
                .then();
    }

    /** {@code CheckTokenVersion}: the row if its version is greater than the snapshot's; empty else, and on any failure. */
    Mono<Account> newerThan(Account account) {
        long own = account.credentials().tokenVersion();
        return byId(Long.parseLong(account.id()))
                .filter(row -> row.credentials().tokenVersion() > own)
                .onErrorResume(ignored -> Mono.empty());
    }
}
