package io.tokenwell.spi;

import java.util.Locale;

/**
 * Result of a refresh ahead of expiry for one account that the scan has found.
 *
 * @since 0.1
 */
public enum AheadOutcome {
    /** The account has a newer token, no matter which instance redeemed it. */
    RENEWED,
    /**
     * The account was skipped: another call or instance is refreshing it, it is cooling down after a failure, or its
     * token is too young to be replaced.
     */
    SKIPPED,
    /** The account needs a new login. */
    LOGIN_REQUIRED,
    /** The account still has the same token. */
    FAILED;

    private final String label = name().toLowerCase(Locale.ROOT);

    /**
     * Returns the name that meters use.
     *
     * @return for example {@code login_required}
     */
    public String label() {
        return label;
    }
}
