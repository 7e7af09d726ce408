package io.tokenwell.r2dbc;

/** Conditions on the claim of an account. Parts of {@link AccountSql}. */
final class ClaimConditions {

    /**
     * Whether a running claim may be taken over early: $9 after it was taken, and no longer than $10 after the first use
     * of the refresh token, which the server forgives to see again for a while.
     */
    static final String FORGIVEN = """
            {same token} AND held.started_at <= clock_timestamp() - $9 * interval '1 millisecond'
                         AND coalesce(held.lost_first, held.started_at) > clock_timestamp() - $10 * interval '1 millisecond'""";

    /** A version that is no number is no newer one. */
    private static final String NEWER_LOGIN = """
            coalesce(held.refused_version < CASE WHEN {credentials} ->> '_token_version' ~ '^[0-9]{1,18}$'
                 THEN ({credentials} ->> '_token_version')::bigint END, false)""";

    private ClaimConditions() {}

    /**
     * Returns whether somebody has signed in since the mark was made, and was given the same refresh token. A mark of
     * an earlier version of Tokenwell does not name the version that was refused.
     */
    static String newerLogin(String credentials) {
        return NEWER_LOGIN.replace("{credentials}", credentials);
    }
}
