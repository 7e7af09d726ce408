package io.tokenwell;

import org.jspecify.annotations.Nullable;

/**
 * Why no access token could be given. Messages name the account and the reason, never anything secret,
 * in one line whatever a row or a server says; the cause is kept where there is one. Safe for use by any thread, like all of its kinds.
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

    private final transient long accountId;

    AccessTokenException(long accountId, String message, @Nullable Throwable cause) {
        super(ShownText.line("account " + accountId + ": " + message), cause);
        this.accountId = accountId;
    }

    /**
     * The account concerned.
     *
     * @return its id, 0 when the call named none
     */
    public long accountId() {
        return accountId;
    }

    /**
     * Whether the same call may succeed later without anybody's help.
     *
     * @return true for outages, contention and refusals that pass
     */
    public abstract boolean retryable();
}
