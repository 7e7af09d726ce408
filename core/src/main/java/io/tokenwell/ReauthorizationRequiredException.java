package io.tokenwell;

import org.jspecify.annotations.Nullable;

/**
 * The authorization server no longer accepts the refresh token, or none is stored: a human has to sign in again. Safe for
 * use by any thread.
 *
 * @since 0.1
 */
public final class ReauthorizationRequiredException extends AccessTokenException {

    private final transient String reason;

    /**
     * Says why a new login is needed.
     *
     * @param accountId id of the account
     * @param reason the server's error code or the account's mark, without secrets
     * @param cause the refusal, or null
     */
    public ReauthorizationRequiredException(long accountId, String reason, @Nullable Throwable cause) {
        super(accountId, "a new login is needed: " + reason, cause);
        this.reason = ShownText.line(reason);
    }

    /**
     * Why a new login is needed.
     *
     * @return the server's error code and what it said beside it, and the attempt whose answer was lost before, if any
     */
    public String reason() {
        return reason;
    }

    @Override
    public boolean retryable() {
        return false;
    }
}
