package io.tokenwell.r2dbc;

import io.r2dbc.spi.Statement;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Finds the accounts whose refresh token is marked as refused for good. A mark of a token that the row has no more does not
 * count: somebody has logged in since. Reads no secret; each question is one statement. Safe for use by any thread.
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
     * The next accounts by their ids.
     *
     * @param afterId with greater ids only
     * @param platform of this platform only, null for all
     * @param limit so many at most
     * @return emits their ids, ascending, an empty list after the last; errors on an outage
     */
    public Mono<List<Long>> page(long afterId, @Nullable String platform, int limit) {
        return found(afterId, platform, List.of(), limit);
    }

    /**
     * Those of some accounts.
     *
     * @param ids the accounts
     * @return emits the ids of those that are marked, ascending; errors on an outage
     */
    public Mono<List<Long>> among(List<Long> ids) {
        return ids.isEmpty() ? Mono.just(List.of()) : found(Long.MIN_VALUE, null, ids, ids.size());
    }

    /**
     * How many there are.
     *
     * @return emits the number; errors on an outage
     */
    public Mono<Long> count() {
        return statements
                .row(
                        sql.countMarked,
                        statement -> fingerprints.bind(statement, "$1", "$2"),
                        row -> Objects.requireNonNull(row.get("marked", Long.class)))
                .onErrorMap(Statements.outage(0, "accounts.countMarked"));
    }

    private Mono<List<Long>> found(long afterId, @Nullable String platform, List<Long> ids, int limit) {
        return statements
                .rows(
                        sql.marked,
                        statement -> bind(statement, afterId, platform, ids, limit),
                        row -> Objects.requireNonNull(row.get("id", Long.class)))
                .onErrorMap(Statements.outage(0, "accounts.marked"));
    }

    private void bind(Statement statement, long afterId, @Nullable String platform, List<Long> ids, int limit) {
        fingerprints
                .bind(statement, "$4", "$5")
                .bind("$1", afterId)
                .bind("$3", ids.toArray(Long[]::new))
                .bind("$6", limit);
        if (platform == null) {
            statement.bindNull("$2", String.class);
        } else {
            statement.bind("$2", platform);
        }
    }
}
