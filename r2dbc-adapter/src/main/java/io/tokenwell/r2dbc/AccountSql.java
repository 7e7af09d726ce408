package io.tokenwell.r2dbc;

/**
 * The SQL statements of the repository. Each is atomic and needs one round trip.
 *
 * <p>All statements that write lock the row of the account FIRST. A plain SELECT beside an INSERT sees the table as it
 * was when the statement began: after a wait for another claimant that completed in the meantime, it would return the
 * used refresh token with a granted claim. {@code FOR NO KEY UPDATE} reads the newest committed version after the wait
 * (READ COMMITTED; in stricter isolation the statement fails instead), serialises the claims of an account, and gives
 * all statements the same lock order, so that they cannot deadlock.
 */
final class AccountSql {

    private static final String ROW = """
            SELECT {id} AS id, {platform}::text AS platform, {type}::text AS type, {status}::text AS status,
                   {credentials} AS credentials, {proxy} AS proxy
              FROM {accounts} WHERE {of id}""";

    private static final String COLUMNS = "platform, type, status, credentials::text AS document, proxy";

    /**
     * Returns rows that cannot be read as an account, so that they are reported, but does not claim them. The upsert
     * works on the newest version of the claim and returns the unfinished attempt before it. The verdict of a refused
     * claimant comes from the claim as it was when the statement began; a claim that ended in the meantime counts as
     * held, and the claimant asks again. A mark needs exactly the same token, because a mark has no end; a mark that is
     * missed costs one refused request. A claim names the columns that a completion writes, so that the database refuses
     * it to those who may not write them; $8 says whether to write the row as it is, see {@link WriteTrial}.
     */
    private static final String CLAIM = """
            WITH account AS MATERIALIZED (
              {row} FOR NO KEY UPDATE
            ), token AS MATERIALIZED (
              SELECT {fingerprints} AS fingerprints FROM account
            ), written AS (
              UPDATE {accounts} AS target SET {column} = target.{column}{updated}
                FROM account WHERE target.{id} = account.id AND $8 RETURNING true
            ), claim AS (
              INSERT INTO {claims} AS held
                     ({claim columns}, owner, claimed_until, started_at, refresh_token_fingerprint)
              SELECT {claim values}, $2, clock_timestamp() + $3 * interval '1 millisecond', clock_timestamp(), fingerprints[1]
                FROM account, token
               WHERE coalesce(jsonb_typeof(credentials), 'object') = 'object'
                 AND num_nulls(platform, type, status) = 0 AND (NOT $8 OR EXISTS (SELECT FROM written))
              ON CONFLICT ({claim conflict}) DO UPDATE
                 SET owner = excluded.owner, claimed_until = excluded.claimed_until,
                     started_at = excluded.started_at,
                     refresh_token_fingerprint = excluded.refresh_token_fingerprint,
                     outcome = NULL,
                     reason = CASE WHEN held.outcome = 'refused' AND {known token} AND NOT {newer login} THEN 'marked' END,
                     failures = CASE WHEN {known token} THEN held.failures END,
                     refusals = CASE WHEN {known token} THEN held.refusals END,
                     lost_first = CASE WHEN {same token}
                       THEN CASE WHEN {unfinished} THEN coalesce(held.lost_first, held.started_at)
                                 ELSE held.lost_first END END,
                     lost_owner = CASE WHEN {same token}
                       THEN CASE WHEN {unfinished} THEN held.owner ELSE held.lost_owner END END,
                     lost_since = CASE WHEN {same token}
                       THEN CASE WHEN {unfinished} THEN held.started_at ELSE held.lost_since END END
               WHERE CASE coalesce(held.outcome, 'running')
                       WHEN 'running' THEN held.claimed_until <= clock_timestamp()
                         AND (held.claimed_until <= clock_timestamp() - {grace} OR NOT {same token})
                         OR {forgiven}
                       WHEN 'refused' THEN NOT {known token} OR {newer login}
                         OR $7 > 0 AND held.started_at <= clock_timestamp() - $7 * interval '1 millisecond'
                       WHEN 'abandoned' THEN true
                       ELSE held.claimed_until <= clock_timestamp() OR NOT {same token} END
              RETURNING true AS granted, held.lost_owner, held.lost_since, held.reason IS NOT NULL AS marked,
                     held.failures, held.refusals,
                     (extract(epoch FROM clock_timestamp() - held.lost_first) * 1000000)::bigint AS micros_used
            )
            SELECT {columns}, claim.lost_owner, claim.lost_since, claim.marked, claim.micros_used, held.reason,
                   CASE WHEN claim.granted THEN claim.failures ELSE held.failures END AS failures,
                   CASE WHEN claim.granted THEN claim.refusals ELSE held.refusals END AS refusals,
                   CASE WHEN claim.granted THEN 'granted'
                        WHEN {known token} OR held.outcome IS DISTINCT FROM 'refused' AND {same token}
                        THEN CASE WHEN held.outcome IS NOT NULL THEN held.outcome
                                  WHEN held.claimed_until <= clock_timestamp() THEN 'silent' END END AS verdict,
                   (extract(epoch FROM held.claimed_until - clock_timestamp()
                      + CASE WHEN held.outcome IS NULL THEN {grace} ELSE interval '0' END) * 1000000)::bigint AS micros_left,
                   held.owner AS silent_owner, held.started_at AS silent_since,
                   CASE WHEN $8 THEN EXISTS (SELECT FROM written) END AS written
              FROM account LEFT JOIN claim ON true LEFT JOIN {claims} AS held ON {claim key} = $1{as key}""".replace("{unfinished}", "coalesce(held.outcome, 'unknown') = 'unknown'")
            .replace("{grace}", "$6 * interval '1 millisecond'")
            .replace("{newer login}", ClaimConditions.newerLogin("(SELECT credentials FROM account)"))
            .replace("{forgiven}", ClaimConditions.FORGIVEN);

    /**
     * Keeps a mark, and an unfinished attempt before this one. Counting the rows of the account before the claim is
     * touched keeps the lock order, with and without a row.
     */
    private static final String ABANDON =
            """
            WITH account AS MATERIALIZED (
              {row} FOR NO KEY UPDATE
            ), kept AS (
              UPDATE {claims} AS held SET outcome = 'abandoned', reason = NULL
               WHERE {held by $2} AND held.outcome IS DISTINCT FROM 'refused' AND {worth keeping}
            ), freed AS (
              DELETE FROM {claims} AS held
               WHERE {held by $2} AND held.outcome IS DISTINCT FROM 'refused' AND NOT {worth keeping}
            )
            SELECT {columns} FROM account""".replace("{worth keeping}", "(held.lost_owner IS NOT NULL OR coalesce(held.failures, 0) > 0)");

    private static final String POSTPONE = """
            WITH account AS MATERIALIZED (
              {row} FOR NO KEY UPDATE
            ), paused AS (
              UPDATE {claims} AS held
                 SET claimed_until = clock_timestamp() + $3 * interval '1 millisecond', outcome = $4, reason = $5,
                     failures = $6, refusals = $7
               WHERE {held by $2} AND coalesce(held.outcome, 'unknown') IN ('unknown', 'failed')
            )
            SELECT {columns} FROM account""";

    /**
     * The fingerprint of the claim is that of the refresh token that it has read. If the row is gone, nothing is freed.
     */
    private static final String MARK = """
            WITH account AS MATERIALIZED (
              {row} FOR NO KEY UPDATE
            ), token AS MATERIALIZED (
              SELECT {fingerprints} AS fingerprints FROM account
            ), marked AS (
              UPDATE {claims} AS held SET outcome = 'refused', reason = $3, refused_version = $6
               WHERE {held by $2} AND {same token}
                 AND held.outcome IS DISTINCT FROM 'abandoned'
            ), freed AS (
              DELETE FROM {claims} AS held USING token
               WHERE {held by $2} AND NOT {same token}
            )
            SELECT {columns} FROM account""";

    /** Removes the mark of any token: a token that is still refused will be refused again. */
    private static final String REINSTATE = """
            WITH account AS MATERIALIZED (
              {row} FOR NO KEY UPDATE
            ), kept AS (
              UPDATE {claims} AS held SET outcome = 'abandoned', reason = NULL, failures = NULL, refusals = NULL
               WHERE {marked} AND held.lost_owner IS NOT NULL RETURNING true
            ), freed AS (
              DELETE FROM {claims} AS held WHERE {marked} AND held.lost_owner IS NULL RETURNING true
            )
            SELECT EXISTS (SELECT FROM kept) OR EXISTS (SELECT FROM freed) AS marked""".replace(
            "{marked}", "{claim key} = $1{as key} AND held.outcome = 'refused' AND (SELECT count(*) FROM account) = 1");

    private static final String HELD =
            "{claim key} = $1{as key} AND held.owner = $2 AND (SELECT count(*) FROM account) >= 0";

    private static final String FIND = "WITH account AS ({row}) SELECT {columns} FROM account";

    final IdType ids;
    final String find;
    final String claim;
    final String complete;
    final String abandon;
    final String postpone;
    final String mark;
    final String reinstate;
    final String expiring;
    final String unfinished;
    final String marked;
    final String countMarked;

    AccountSql(TableNames names) {
        ids = names.columns().idType();
        find = rendered(FIND, names);
        claim = rendered(CLAIM, names);
        complete = rendered(CompletionSql.COMPLETE, names);
        abandon = rendered(ABANDON, names);
        postpone = rendered(POSTPONE, names);
        mark = rendered(MARK, names);
        reinstate = rendered(REINSTATE, names);
        expiring = rendered(ExpirySql.PAGE, names);
        unfinished = rendered(UnfinishedSql.PAGE, names);
        marked = rendered(MarkedSql.PAGE, names);
        // It has no other parameters than the fingerprints' keys.
        countMarked = rendered(MarkedSql.COUNT, names).replace("$4", "$1").replace("$5", "$2");
    }

    private static String rendered(String template, TableNames names) {
        AccountColumns columns = names.columns();
        String typed = columns.idType().rendered(template.replace("{row}", ROW).replace("{held by $2}", HELD));
        return new ColumnSql(columns)
                .applied(typed.replace("{columns}", COLUMNS)
                        .replace("{fingerprints}", FingerprintSql.FINGERPRINTS)
                        .replace("{known token}", FingerprintSql.KNOWN_TOKEN)
                        .replace("{same token}", FingerprintSql.SAME_TOKEN)
                        .replace("{accounts}", names.qualifiedAccounts())
                        .replace("{claims}", names.qualifiedClaims())
                        .replace("{id}", Identifiers.quoted(columns.id())));
    }
}
