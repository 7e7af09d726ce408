package io.tokenwell.r2dbc;

/** The compare-and-set statement of {@link AccountSql}. */
final class CompletionSql {

    /**
     * Decides on the locked row, as a repetition may have waited for the statement that it repeats. $3 contains the
     * changed values, $6 the keys to remove, $7 what the claim has read for comparison: the version, and every form in
     * which the refresh token may be stored. $8 contains for each secret of the new document the newest form, followed
     * by the values with which the other forms are compared: a secret in another form counts as equal and is rewritten.
     */
    static final String COMPLETE = """
            WITH account AS MATERIALIZED (
              {row} FOR NO KEY UPDATE
            ), locked AS MATERIALIZED (
              SELECT id, coalesce(credentials, '{}') AS found FROM account
            ), upgraded AS MATERIALIZED (
              SELECT id, found, found || coalesce(
                       (SELECT jsonb_object_agg(secret.key, secret.value -> 0) FROM jsonb_each($8) AS secret
                         WHERE secret.value @> jsonb_build_array({stored secret})), '{}') AS current
                FROM locked WHERE jsonb_typeof(found) = 'object'
            ), renewed AS MATERIALIZED (
              SELECT id, found, current, (current - ARRAY(SELECT jsonb_object_keys($6))) || $3 AS document
                FROM upgraded
            ), verdict AS MATERIALIZED (
              SELECT id, document, document = current AS repeated, document = found AS stored,
                     found -> '_token_version' IS NOT DISTINCT FROM $7 -> '_token_version'
                       AND CASE WHEN found ? 'refresh_token'
                                THEN {stored refresh token} IN (SELECT jsonb_array_elements($7 -> 'refresh_token'))
                                ELSE $7 -> 'refresh_token' = '[]' END AS unchanged
                FROM renewed
            ), stored AS (
              UPDATE {accounts} AS target SET {column} = verdict.document{stored}{updated}
                FROM verdict
               WHERE target.{id} = verdict.id AND verdict.unchanged AND NOT verdict.stored
              RETURNING verdict.id
            ), completed AS (
              SELECT id FROM stored UNION SELECT id FROM verdict WHERE repeated
            ), freed AS (
              DELETE FROM {claims} AS held USING completed
               WHERE {claim key} = completed.id{as key} AND held.owner = $2
            )
            SELECT EXISTS (SELECT FROM completed) AS holds""".replace("{stored secret}", FingerprintSql.compared("(found -> secret.key)"))
            .replace("{stored refresh token}", FingerprintSql.compared("(found -> 'refresh_token')"));

    private CompletionSql() {}
}
