package io.tokenwell.r2dbc;

import static java.util.Objects.requireNonNull;

import io.r2dbc.spi.Statement;
import io.tokenwell.StorageOperation;
import io.tokenwell.spi.UnfinishedQuery;
import java.util.List;
import reactor.core.publisher.Mono;

/** Finds claims of attempts that did not end and that are no longer respected. Part of {@link AccountSql}. */
final class UnfinishedSql {

    /** Reads the claims only; the state of the row is checked later. $2 is the grace, $3 the age. */
    static final String PAGE = """
            SELECT {claim key}::text AS id FROM {claims} AS held
             WHERE {claim key} > $1
               AND CASE coalesce(outcome, 'running')
                     WHEN 'running' THEN claimed_until <= clock_timestamp() - $2 * interval '1 millisecond'
                     WHEN 'unknown' THEN claimed_until <= clock_timestamp()
                     WHEN 'failed' THEN claimed_until <= clock_timestamp() AND lost_owner IS NOT NULL
                     ELSE outcome = 'abandoned' AND lost_owner IS NOT NULL END
               AND greatest(CASE WHEN coalesce(outcome, 'unknown') = 'unknown' THEN started_at END, lost_since)
                   > clock_timestamp() - $3 * interval '1 millisecond'
             ORDER BY {claim key}
             LIMIT $4""";

    private UnfinishedSql() {}

    static Mono<List<String>> page(Statements statements, AccountSql sql, UnfinishedQuery query) {
        return statements
                .rows(
                        sql.unfinished,
                        statement -> bound(sql.ids, statement, query),
                        row -> requireNonNull(row.get("id", String.class)))
                .onErrorMap(Statements.outage(StorageOperation.ACCOUNTS_UNFINISHED));
    }

    private static Statement bound(IdType ids, Statement statement, UnfinishedQuery query) {
        return ids.bindLastClaim(statement, "$1", query.afterId())
                .bind("$2", query.grace().toMillis())
                .bind("$3", query.within().toMillis())
                .bind("$4", query.limit());
    }
}
