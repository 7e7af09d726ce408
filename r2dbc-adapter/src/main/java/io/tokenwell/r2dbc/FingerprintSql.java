package io.tokenwell.r2dbc;

/** How {@link AccountSql} recognises a token without having kept it, and without being told it. */
final class FingerprintSql {

    /**
     * HMAC-SHA256 under the key whose block begins there. $4 and $5 hold the padded keys, one block after the other, newest
     * first.
     */
    private static final String HMAC = """
            encode(sha256(substring($5 FROM block FOR 64)
              || sha256(substring($4 FROM block FOR 64) || convert_to({text}, 'UTF8'))), 'hex')""";

    /** Id of the key and HMAC of the refresh token as it is stored, under each known key; NULLs without a token. */
    static final String FINGERPRINTS = """
            ARRAY(SELECT left({id}, 8) || ':' || {hmac}
                    FROM generate_series(1, length($4), 64) AS block ORDER BY block)""".replace("{id}", HMAC.replace("{text}", "'key id'"))
            .replace("{hmac}", HMAC.replace("{text}", "credentials ->> 'refresh_token'"));

    /**
     * Whether the claim was surely made on the row's refresh token, by an instance with whichever newest key. array_position
     * finds NULL too: to have none is the same as to have none.
     */
    static final String KNOWN_TOKEN =
            "(array_position((SELECT fingerprints FROM token), held.refresh_token_fingerprint) IS NOT NULL)";

    /**
     * Whether that may be so: also when both have a token but the claim's key is not known here, or is not named (an older
     * version's claim). What is taken for the same by mistake costs a wait, for another one perhaps the account.
     */
    static final String SAME_TOKEN = """
            ({known token} OR coalesce(
               (SELECT NOT bool_or(split_part(known, ':', 1) = split_part(held.refresh_token_fingerprint, ':', 1))
                  FROM token, unnest(fingerprints) AS known), false))""".replace("{known token}", KNOWN_TOKEN);

    /**
     * A value as it is compared: text by its HMAC under the newest key, anything else itself. What is bound stands in the
     * server's own log, where it must not be the plain token of a row that was never encrypted.
     */
    private static final String COMPARED =
            "CASE jsonb_typeof({value}) WHEN 'string' THEN to_jsonb({hmac}) ELSE {value} END"
                    .replace("{hmac}", HMAC.replace("FROM block", "FROM 1").replace("{text}", "{value} #>> '{}'"));

    private FingerprintSql() {}

    /** The comparable form of a jsonb expression. */
    static String compared(String value) {
        return COMPARED.replace("{value}", value);
    }
}
