package io.tokenwell;

import org.jspecify.annotations.Nullable;

/**
 * Somebody else is refreshing this account, its cooldown lasts, an earlier attempt may still answer, or its token expired
 * while it was handed out; and no valid token is left meanwhile, or none but the one that an upstream has rejected. Safe for use by any thread.
 *
 * @since 0.1
 */
public final class TokenRefreshPendingException extends AccessTokenException {

    /**
     * Says what the call waited for.
     *
     * @param accountId id of the account
     * @param reason what is pending, without secrets
     * @param cause the last failure, or null
     */
    public TokenRefreshPendingException(long accountId, String reason, @Nullable Throwable cause) {
        super(accountId, reason, cause);
    }

    @Override
    public boolean retryable() {
        return true;
    }
}
