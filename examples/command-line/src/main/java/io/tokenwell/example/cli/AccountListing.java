package io.tokenwell.example.cli;

import io.r2dbc.spi.Statement;
import io.tokenwell.r2dbc.MarkedAccounts;
import io.tokenwell.r2dbc.TableNames;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads accounts and their claims page by page, in the order of their ids, and no secret of them. */
final class AccountListing {

    private static final String PAGE = """
            SELECT account.{id}{as text} AS id, account.{platform}::text AS platform, account.{type}::text AS type,
                   account.{status}::text AS status,
                   account.{credentials} ->> 'expires_at' AS expires_at,
                   account.{credentials} ->> '_token_version' AS token_version,
                   coalesce(account.{credentials} ->> 'access_token', '') <> '' AS has_access_token,
                   coalesce(account.{credentials} ->> 'refresh_token', '') <> '' AS has_refresh_token,
                   claim.owner, claim.started_at, claim.claimed_until, claim.outcome, claim.reason,
                   claim.lost_owner, claim.lost_since, clock_timestamp() AS now
              FROM {accounts} AS account LEFT JOIN {claims} AS claim ON {key of claim} = account.{id}{as key}
             WHERE ($1::text = '' OR account.{id}{in order} > nullif($1::text, '')::{id type})
               AND ($2::text IS NULL OR account.{platform}::text = $2)
               AND (cardinality($3::text[]) = 0 OR account.{id} = ANY($3::text[]::{id type}[]))
             ORDER BY account.{id}{in order} LIMIT $4""";

    private final Database database;
    private final MarkedAccounts marks;
    private final String sql;

    AccountListing(Database database, MarkedAccounts marks, TableNames names) {
        this.database = database;
        this.marks = marks;
        this.sql = SqlNames.in(PAGE, names);
    }

    /**
     * Which accounts.
     *
     * @param after with greater ids only, empty for all
     * @param platform of this platform only, null for all
     * @param ids these only, empty for all
     * @param pageSize accounts per statement
     */
    record Query(String after, @Nullable String platform, List<String> ids, int pageSize) {

        Query from(String lastSeen) {
            return new Query(lastSeen, platform, ids, pageSize);
        }
    }

    /** The next page is read when it is asked for. */
    Flux<List<StoredAccount>> pages(Query query) {
        return page(query)
                .expand(page -> page.size() < query.pageSize()
                        ? Mono.empty()
                        : page(query.from(page.get(page.size() - 1).id())))
                .filter(page -> !page.isEmpty());
    }

    private Mono<List<StoredAccount>> page(Query query) {
        return database.rows(sql, statement -> bind(statement, query), StoredAccount::of)
                .collectList()
                .flatMap(this::withMarks);
    }

    /** The database knows whether a mark is on the refresh token that the row has now; only few rows have one. */
    private Mono<List<StoredAccount>> withMarks(List<StoredAccount> page) {
        List<String> refused = page.stream()
                .filter(account -> account.claim() != null
                        && account.claim().outcomeOr("running").equals("refused"))
                .map(StoredAccount::id)
                .toList();
        return marks.among(refused)
                .onErrorMap(StoreException::postgresql)
                .map(marked -> page.stream()
                        .map(account -> marked.contains(account.id()) ? account.asMarked() : account)
                        .toList());
    }

    private static void bind(Statement statement, Query query) {
        statement
                .bind("$1", query.after())
                .bind("$3", query.ids().toArray(String[]::new))
                .bind("$4", query.pageSize());
        if (query.platform() == null) {
            statement.bindNull("$2", String.class);
        } else {
            statement.bind("$2", query.platform());
        }
    }
}
