package io.tokenwell.r2dbc;

/** Recognises a refresh token in {@link AccountSql} without having stored or received it. */
final class FingerprintSql {

    /**
     * HMAC-SHA256 with the key whose block begins at {@code block}. $4 and $5 contain the padded keys, one block after
     * the other, newest first.
     */
    private static final String HMAC = """
            encode(sha256(substring($5 FROM block FOR 64)
              || sha256(substring($4 FROM block FOR 64) || convert_to({text}, 'UTF8'))), 'hex')""";

    /** Id of the key and HMAC of the stored refresh token for each known key; NULLs without a token. */
    static final String FINGERPRINTS = """
            ARRAY(SELECT left({id}, 8) || ':' || {hmac}
                    FROM generate_series(1, length($4), 64) AS block ORDER BY block)""".replace("{id}", HMAC.replace("{text}", "'key id'"))
            .replace("{hmac}", HMAC.replace("{text}", "credentials ->> 'refresh_token'"));

    /**
     * Whether the claim certainly belongs to the refresh token of the row, whichever newest key its instance had.
     * array_position finds NULL too: two missing tokens count as the same.
     */
    static final String KNOWN_TOKEN =
            "(array_position((SELECT fingerprints FROM token), held.refresh_token_fingerprint) IS NOT NULL)";

    /**
     * Whether the claim may belong to the refresh token of the row: also if both have a token but the key of the claim
     * is unknown, or not named (a claim of an older version). Treating another token as the same costs a wait; treating
     * the same token as another may cost the account.
     */
    static final String SAME_TOKEN = """
            ({known token} OR coalesce(
               (SELECT NOT bool_or(split_part(known, ':', 1) = split_part(held.refresh_token_fingerprint, ':', 1))
                  FROM token, unnest(fingerprints) AS known), false))""".replace("{known token}", KNOWN_TOKEN);

    /**
     * A value in its compared form: text as HMAC with the newest key, anything else unchanged. Bound values appear in
     * the log of the server, which must not contain the plain token of a row that was never encrypted.
     */
    private static final String COMPARED =
            "CASE jsonb_typeof({value}) WHEN 'string' THEN to_jsonb({hmac}) ELSE {value} END"
                    .replace("{hmac}", HMAC.replace("FROM block", "FROM 1").replace("{text}", "{value} #>> '{}'"));

    private FingerprintSql() {}

    /** Returns the comparable form of a jsonb expression. */
    static String compared(String value) {
        return COMPARED.replace("{value}", value);
    }
}
