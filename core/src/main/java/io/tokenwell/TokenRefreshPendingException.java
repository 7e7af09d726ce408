package io.tokenwell;

import org.jspecify.annotations.Nullable;

/**
 * Error for an account whose refresh is pending: another caller or instance is refreshing it, its cooldown lasts, an
 * earlier attempt may still be answered, or its token expired while it was being returned. No valid token is left in
 * the meantime, or only the one that an upstream has rejected.
 *
 * @since 0.1
 */
public final class TokenRefreshPendingException extends AccessTokenException {

    /**
     * Creates the error.
     *
     * @param accountId id of the account
     * @param reason what is pending, without secrets
     * @param cause the last failure, or null
     */
    public TokenRefreshPendingException(String accountId, String reason, @Nullable Throwable cause) {
        super(accountId, reason, cause);
    }

    @Override
    public boolean retryable() {
        return true;
    }
}
