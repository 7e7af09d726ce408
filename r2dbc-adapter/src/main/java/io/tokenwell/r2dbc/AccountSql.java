package io.tokenwell.r2dbc;

import org.jspecify.annotations.Nullable;

/**
 * The five statements, each atomic and each a round trip of its own.
 *
 * <p>All that write lock the account's row FIRST. A plain SELECT beside an INSERT sees the table as it was when the
 * statement began: after a wait for a winner that completed meanwhile, it would hand out the winner's used refresh token
 * with a granted claim. {@code FOR NO KEY UPDATE} reads the newest committed version after the wait (READ COMMITTED; in
 * stricter isolation the statement fails instead), puts the claims of an account in one line, and gives all statements
 * the same order of locks, so that they can't deadlock.
 */
final class AccountSql {

    private static final String ROW = """
            SELECT {id} AS id, {platform}::text AS platform, {type}::text AS type, {status}::text AS status,
                   {credentials} AS credentials, {proxy} AS proxy
              FROM {accounts} WHERE {id} = $1""";

    private static final String COLUMNS = "platform, type, status, credentials::text AS document, proxy";

    /** Rows that can't be read as an account are returned, so that they are reported, but never claimed. */
    private static final String CLAIM = """
            WITH account AS MATERIALIZED (
              {row} FOR NO KEY UPDATE
            ), claim AS (
              INSERT INTO {claims} AS held
                     (account_id, owner, claimed_until, started_at, refresh_token_fingerprint)
              SELECT id, $2, clock_timestamp() + $3 * interval '1 millisecond', clock_timestamp(),
                     encode(sha256(convert_to(credentials ->> 'refresh_token', 'UTF8')), 'hex')
                FROM account
               WHERE coalesce(jsonb_typeof(credentials), 'object') = 'object'
                 AND num_nulls(platform, type, status) = 0
              ON CONFLICT (account_id) DO UPDATE
                 SET owner = excluded.owner, claimed_until = excluded.claimed_until,
                     started_at = excluded.started_at,
                     refresh_token_fingerprint = excluded.refresh_token_fingerprint
               WHERE held.claimed_until <= clock_timestamp()
              RETURNING held.owner
            )
            SELECT {columns}, EXISTS (SELECT FROM claim) AS granted FROM account""";

    /**
     * The verdict is passed on the locked row: a repetition may have waited for the very statement it repeats. $3 holds
     * the changed values, $4 the keys to remove, $5 what the claim read.
     */
    private static final String COMPLETE = """
            WITH account AS MATERIALIZED (
              {row} FOR NO KEY UPDATE
            ), renewed AS MATERIALIZED (
              SELECT id, coalesce(credentials, '{}') AS found,
                     CASE WHEN coalesce(jsonb_typeof(credentials), 'object') = 'object'
                          THEN (coalesce(credentials, '{}') - ARRAY(SELECT jsonb_object_keys($4))) || $3 END AS document
                FROM account
            ), verdict AS MATERIALIZED (
              SELECT id, document, document = found AS repeated,
                     document IS NOT NULL
                       AND found -> '_token_version' IS NOT DISTINCT FROM $5 -> '_token_version'
                       AND found -> 'refresh_token' IS NOT DISTINCT FROM $5 -> 'refresh_token' AS unchanged
                FROM renewed
            ), stored AS (
              UPDATE {accounts} AS target SET {credentials} = verdict.document, {updatedAt} = clock_timestamp()
                FROM verdict
               WHERE target.{id} = verdict.id AND verdict.unchanged AND verdict.repeated IS NOT TRUE
              RETURNING verdict.id
            ), completed AS (
              SELECT id FROM stored UNION ALL SELECT id FROM verdict WHERE repeated
            ), freed AS (
              DELETE FROM {claims} AS held USING completed
               WHERE held.account_id = completed.id AND held.owner = $2
            )
            SELECT EXISTS (SELECT FROM completed) AS holds""";

    /** Counting the account's rows before the claim is touched keeps the order of locks, with and without a row. */
    private static final String ABANDON = """
            WITH account AS MATERIALIZED (
              {row} FOR NO KEY UPDATE
            ), freed AS (
              DELETE FROM {claims} AS held
               WHERE held.account_id = $1 AND held.owner = $2 AND (SELECT count(*) FROM account) >= 0
            )
            SELECT {columns} FROM account""";

    private static final String POSTPONE = """
            WITH account AS MATERIALIZED (
              {row} FOR NO KEY UPDATE
            ), paused AS (
              UPDATE {claims} AS held SET claimed_until = clock_timestamp() + $3 * interval '1 millisecond'
               WHERE held.account_id = $1 AND held.owner = $2 AND (SELECT count(*) FROM account) >= 0
            )
            SELECT {columns} FROM account""";

    private static final String FIND = "WITH account AS ({row}) SELECT {columns} FROM account";

    private final TableNames names;

    AccountSql(TableNames names) {
        this.names = names;
    }

    String find() {
        return rendered(FIND);
    }

    String claim() {
        return rendered(CLAIM);
    }

    String complete() {
        return rendered(COMPLETE);
    }

    String abandon() {
        return rendered(ABANDON);
    }

    String postpone() {
        return rendered(POSTPONE);
    }

    private String rendered(String template) {
        AccountColumns columns = names.columns();
        return template.replace("{row}", ROW)
                .replace("{columns}", COLUMNS)
                .replace("{accounts}", names.qualifiedAccounts())
                .replace("{claims}", names.qualifiedClaims())
                .replace("{id}", Identifiers.quoted(columns.id()))
                .replace("{platform}", Identifiers.quoted(columns.platform()))
                .replace("{type}", Identifiers.quoted(columns.type()))
                .replace("{status}", Identifiers.quoted(columns.status()))
                .replace("{credentials}", Identifiers.quoted(columns.credentials()))
                .replace("{updatedAt}", Identifiers.quoted(columns.updatedAt()))
                .replace("{proxy}", proxy(columns.proxy()));
    }

    private static String proxy(@Nullable String column) {
        return (column == null ? "NULL" : Identifiers.quoted(column)) + "::text";
    }
}
