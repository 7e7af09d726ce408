package io.tokenwell.r2dbc;

/** Finds marks of the refresh token that the row has now. */
final class MarkedSql {

    private static final String MARKED =
            """
              FROM {claims} AS held JOIN {accounts} AS account ON account.{id} = {id of claim}
             WHERE held.outcome = 'refused' AND NOT {newer login}
               AND CASE WHEN held.refresh_token_fingerprint IS NULL
                        THEN account.{credentials} ->> 'refresh_token' IS NULL
                        ELSE held.refresh_token_fingerprint = ANY (
                          SELECT unnest({fingerprints}) FROM (SELECT account.{credentials} AS credentials) AS document) END""".replace("{newer login}", ClaimConditions.newerLogin("account.{credentials}"));

    static final String PAGE = """
            SELECT account.{id}{as text} AS id""" + "\n" + MARKED + "\n" + """
               AND {claim key} > $1 AND ($2::text IS NULL OR account.{platform}::text = $2)
               AND (cardinality($3::{id type}[]) = 0 OR account.{id} = ANY ($3::{id type}[]))
             ORDER BY {claim key} LIMIT $6""";

    static final String COUNT = "SELECT count(*) AS marked\n" + MARKED;

    private MarkedSql() {}
}
