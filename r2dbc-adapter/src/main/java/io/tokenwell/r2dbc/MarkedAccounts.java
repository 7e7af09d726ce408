package io.tokenwell.r2dbc;

import io.r2dbc.spi.Statement;
import io.tokenwell.StorageOperation;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Finder of accounts whose refresh token is marked as permanently refused. A mark of a token that the row no longer has
 * does not count, as there was a new login. Reads no secret; each call is one statement. Safe for use by any thread.
 *
 * @since 0.1
 */
public final class MarkedAccounts {

    private final Statements statements;
    private final AccountSql sql;
    private final Fingerprints fingerprints;

    MarkedAccounts(Statements statements, AccountSql sql, Fingerprints fingerprints) {
        this.statements = statements;
        this.sql = sql;
        this.fingerprints = fingerprints;
    }

    /**
     * Finds the next marked accounts in the order of their ids: of numbers, else of code points.
     *
     * @param afterId only accounts with greater ids; empty on the first page
     * @param platform only accounts of this platform, or null for all
     * @param limit greatest number of accounts
     * @return emits their ids in ascending order, an empty list after the last; never completes empty; errors with a
     *     {@link io.tokenwell.TokenStorageException} on an outage. Cold; cancelling is safe at any time
     */
    public Mono<List<String>> page(String afterId, @Nullable String platform, int limit) {
        return found(afterId, platform, List.of(), limit);
    }

    /**
     * Finds the marked accounts among some accounts.
     *
     * @param ids the accounts
     * @return emits the ids of the marked ones in ascending order; never completes empty; errors with a
     *     {@link io.tokenwell.TokenStorageException} on an outage
     */
    public Mono<List<String>> among(List<String> ids) {
        return ids.isEmpty() ? Mono.just(List.of()) : found("", null, ids, ids.size());
    }

    /**
     * Counts the marked accounts.
     *
     * @return emits the number; never completes empty; errors with a {@link io.tokenwell.TokenStorageException} on an
     *     outage
     */
    public Mono<Long> count() {
        return statements
                .row(
                        sql.countMarked,
                        statement -> fingerprints.bind(statement, "$1", "$2"),
                        row -> Objects.requireNonNull(row.get("marked", Long.class)))
                .onErrorMap(Statements.outage(StorageOperation.ACCOUNTS_COUNT_MARKED));
    }

    private Mono<List<String>> found(String afterId, @Nullable String platform, List<String> ids, int limit) {
        return statements
                .rows(
                        sql.marked,
                        statement -> bind(statement, afterId, platform, ids, limit),
                        row -> Objects.requireNonNull(row.get("id", String.class)))
                .onErrorMap(Statements.outage(StorageOperation.ACCOUNTS_MARKED));
    }

    private void bind(Statement statement, String afterId, @Nullable String platform, List<String> ids, int limit) {
        sql.ids
                .bindLastClaim(fingerprints.bind(statement, "$4", "$5"), "$1", afterId)
                .bind("$3", sql.ids.values(ids))
                .bind("$6", limit);
        if (platform == null) {
            statement.bindNull("$2", String.class);
        } else {
            statement.bind("$2", platform);
        }
    }
}
