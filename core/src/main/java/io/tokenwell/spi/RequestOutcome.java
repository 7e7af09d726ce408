package io.tokenwell.spi;

import io.tokenwell.AccountNotFoundException;
import io.tokenwell.InvalidAccountException;
import io.tokenwell.ReauthorizationRequiredException;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenRefreshPendingException;
import io.tokenwell.TokenStorageException;
import java.util.Locale;

/**
 * How a call for a token ended. Immutable and safe for use by any thread.
 *
 * @since 0.1
 */
public enum RequestOutcome {
    /** A token that this process knew, without asking any store. */
    NEAR,
    /** A token from the cache, at the first look. */
    CACHE,
    /** A stored token that was not in the cache. */
    STORED,
    /** A token that this very call redeemed. */
    REFRESHED,
    /** A token that another instance brought while the call waited. */
    WAITED,
    /** A token that another call of this process was already at work for, wherever that found it. */
    SHARED,
    /** A stored token whose refresh is due and runs behind the call, as the provider's mode wants it. */
    BEHIND,
    /** A stored token whose refresh is due: that failed, cools down, was waited for too long, or is others' business. */
    FALLBACK,
    /** The caller left before there was an answer; the work goes on. */
    CANCELLED,
    /** No token: {@link InvalidAccountException}. */
    INVALID_ACCOUNT,
    /** No token: {@link AccountNotFoundException}. */
    ACCOUNT_NOT_FOUND,
    /** No token: {@link ReauthorizationRequiredException}. */
    LOGIN_REQUIRED,
    /** No token: {@link TokenEndpointException}. */
    ENDPOINT_FAILED,
    /** No token: {@link TokenRefreshPendingException}. */
    PENDING,
    /** No token: {@link TokenStorageException}. */
    STORAGE_FAILED,
    /** No token: an error of a kind that should not get out. */
    UNEXPECTED;

    private final String label = name().toLowerCase(Locale.ROOT);

    /**
     * The name as meters have it.
     *
     * @return for example {@code login_required}
     */
    public String label() {
        return label;
    }

    /**
     * The outcome of a call that failed.
     *
     * @param failure what the caller was told
     * @return the kind of failure
     */
    public static RequestOutcome of(Throwable failure) {
        if (failure instanceof TokenRefreshPendingException) {
            return PENDING;
        } else if (failure instanceof ReauthorizationRequiredException) {
            return LOGIN_REQUIRED;
        } else if (failure instanceof TokenEndpointException) {
            return ENDPOINT_FAILED;
        } else if (failure instanceof TokenStorageException) {
            return STORAGE_FAILED;
        } else if (failure instanceof InvalidAccountException) {
            return INVALID_ACCOUNT;
        }
        return failure instanceof AccountNotFoundException ? ACCOUNT_NOT_FOUND : UNEXPECTED;
    }
}
