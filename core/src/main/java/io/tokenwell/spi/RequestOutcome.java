package io.tokenwell.spi;

import io.tokenwell.AccountNotFoundException;
import io.tokenwell.InvalidAccountException;
import io.tokenwell.ReauthorizationRequiredException;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenRefreshPendingException;
import io.tokenwell.TokenStorageException;
import java.util.Locale;

/**
 * Outcome of a request for a token.
 *
 * @since 0.1
 */
public enum RequestOutcome {
    /** A token that this process had in memory; no store was called. */
    NEAR,
    /** A token from the first read of the cache. */
    CACHE,
    /** A stored token that was not in the cache. */
    STORED,
    /** A token that this request redeemed itself. */
    REFRESHED,
    /** A token that another instance redeemed while the request waited. */
    WAITED,
    /** A token from the work of another request of this process, wherever that found it. */
    SHARED,
    /** A stored token whose refresh is due and runs in the background, as the mode of the provider requires. */
    BEHIND,
    /**
     * A stored token whose refresh is due: the refresh failed, is cooling down, took too long, or is the task of
     * another system.
     */
    FALLBACK,
    /** The caller cancelled before there was an answer; the work continues. */
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
    /** No token: an error of a type that a provider should not emit. */
    UNEXPECTED;

    private final String label = name().toLowerCase(Locale.ROOT);

    /**
     * Returns the name that meters use.
     *
     * @return for example {@code login_required}
     */
    public String label() {
        return label;
    }

    /**
     * Returns the outcome of a request that failed.
     *
     * @param failure the error that the caller received
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
