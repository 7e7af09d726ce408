package io.tokenwell.spi;

import java.util.Locale;

/**
 * What became of an account that refresh-ahead has found. Immutable and safe for use by any thread.
 *
 * @since 0.1
 */
public enum AheadOutcome {
    /** It has a newer token, whoever redeemed it. */
    RENEWED,
    /** Others are at it, it rests after a failure, or its token is too young to be replaced. */
    LEFT,
    /** It needs a new login. */
    LOGIN_REQUIRED,
    /** It has the token it had. */
    FAILED;

    private final String label = name().toLowerCase(Locale.ROOT);

    /**
     * The name as meters have it.
     *
     * @return for example {@code login_required}
     */
    public String label() {
        return label;
    }
}
