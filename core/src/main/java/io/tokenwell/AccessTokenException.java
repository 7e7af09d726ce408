package io.tokenwell;

import org.jspecify.annotations.Nullable;

/**
 * Base type of all errors that a provider emits when it cannot return an access token. The message names the account,
 * if there is one, and the reason in one line. It never contains a secret, and text of rows and servers in it is made safe for logs. The
 * cause is kept where there is one.
 *
 * @since 0.1
 */
public abstract sealed class AccessTokenException extends RuntimeException
        permits InvalidAccountException,
                AccountNotFoundException,
                ReauthorizationRequiredException,
                TokenEndpointException,
                TokenRefreshPendingException,
                TokenStorageException {

    private final transient String accountId;

    AccessTokenException(String accountId, String message, @Nullable Throwable cause) {
        super(ShownText.line(accountId.isEmpty() ? message : "account " + accountId + ": " + message), cause);
        this.accountId = accountId;
    }

    /**
     * Returns the id of the account concerned.
     *
     * @return the id, empty if the call named no account or the error concerns no single one
     */
    public String accountId() {
        return accountId;
    }

    /**
     * Reports whether the same call may succeed later without any repair.
     *
     * @return true for outages, contention and temporary refusals; false if an operator or a user has to act first
     */
    public abstract boolean retryable();
}
