package io.tokenwell.r2dbc;

/** The statements of {@code schema.sql} for tables of any name, and the question whether they are needed. */
record ClaimsSchema(TableNames names) {

    private static final String INDEX = "_account_key";

    /** PostgreSQL cuts longer names, and a cut name may be the table's. */
    private static final int LONGEST_NAME = 63;

    /**
     * Asks before anything is changed: ALTER TABLE locks all claimants out, even when it does nothing. Of the columns of
     * earlier versions the last one is enough, as each version added its columns in one statement.
     */
    String complete() {
        return """
                SELECT count(*) = 3 AND to_regclass('{index}') IS NOT NULL AS complete FROM pg_attribute
                 WHERE attrelid = to_regclass('{claims}') AND attname IN ('lost_since', 'account_key', 'refused_version')
                   AND NOT attisdropped""".replace("{index}", Identifiers.quoted(names.schema()) + '.' + index())
                .replace("{claims}", names.qualifiedClaims());
    }

    /** The names in the resource are whole words: the index is not renamed with the table in its name. */
    String filledIn(String schema) {
        return schema.replaceAll(
                        "\\btokenwell_claims\\b", names.qualifiedClaims().replace("$", "\\$"))
                .replace("tokenwell_claims_account_key", index());
    }

    private String index() {
        String claims = names.claims();
        int length = Math.min(claims.length(), LONGEST_NAME - INDEX.length());
        return Identifiers.quoted(claims.substring(0, length) + INDEX);
    }
}
