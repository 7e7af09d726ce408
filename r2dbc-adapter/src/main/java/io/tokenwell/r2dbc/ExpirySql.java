package io.tokenwell.r2dbc;

/**
 * Finds accounts by the expiry of their tokens. The index of {@code refresh-ahead.sql} uses exactly the same
 * expression: if only one of the two is changed, each page reads the whole table, and a test fails.
 */
final class ExpirySql {

    /**
     * The expiry of the access token in UTC; NULL if its form is unknown. Uses only functions that depend on no
     * setting, as an index requires, and that fail for no text, as this would fail writes of others: February 31
     * becomes March 3.
     */
    static final String END = """
            CASE WHEN {text} ~ '^[1-9][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])[Tt ]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.,][0-9]{1,9})?([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])?$'
                 THEN make_timestamp(
                          substr({text}, 1, 4)::integer, substr({text}, 6, 2)::integer, 1,
                          substr({text}, 12, 2)::integer, substr({text}, 15, 2)::integer,
                          translate(substring({text} FROM '^.{17}([0-9]{2}([.,][0-9]{1,6})?)'), ',', '.')::double precision)
                      + make_interval(days => substr({text}, 9, 2)::integer - 1)
                      - CASE WHEN {text} ~ '[+-][0-9]{2}:[0-9]{2}$'
                             THEN make_interval(
                                      hours => left(right({text}, 6), 3)::integer,
                                      mins => (left(right({text}, 6), 1) || right({text}, 2))::integer)
                             ELSE interval '0' END
                 WHEN {text} ~ '^[0-9]{1,14}([.][0-9]+)?$'
                 THEN timestamp '1970-01-01' + trunc(({text})::numeric)::double precision
                      * CASE WHEN ({text})::numeric > 100000000000 THEN interval '1 millisecond' ELSE interval '1 second' END
            END""";

    /**
     * Leaves out accounts whose claim would be refused. A record about a refresh token counts only while the row has
     * that token, so that a new login brings the account back. A claim with an unknown key is returned and decides
     * later.
     */
    static final String PAGE = """
            SELECT account.{id}{as text} AS id, account.{platform}::text AS platform, account.{expiry} AS expires_at,
                   account.{credentials} ->> '_token_version' AS version
              FROM {accounts} AS account
             WHERE (account.{expiry}, account.{id}{in order}) > ($1::timestamp, $2::{id type}) AND account.{expiry} < $3::timestamp
               AND account.{platform}::text = ANY ($6::text[]) AND account.{status}::text = ANY ($7::text[])
               AND account.{type}::text = 'oauth' AND account.{credentials} ->> 'refresh_token' <> ''
               AND NOT EXISTS (
                   SELECT FROM {claims} AS held
                    WHERE {claim key} = account.{id}{as key}
                      AND CASE coalesce(held.outcome, 'running')
                            WHEN 'running' THEN held.claimed_until > clock_timestamp()
                            WHEN 'refused' THEN {token of the claim} AND NOT {newer login}
                            WHEN 'abandoned' THEN false
                            ELSE held.claimed_until > clock_timestamp() AND {token of the claim} END)
             ORDER BY account.{expiry}, account.{id}{in order}
             LIMIT $8""".replace("{token of the claim}", """
                    held.refresh_token_fingerprint = ANY (
                      SELECT unnest({fingerprints}) FROM (SELECT account.{credentials} AS credentials) AS document)""")
            .replace("{newer login}", ClaimConditions.newerLogin("account.{credentials}"));

    private ExpirySql() {}
}
