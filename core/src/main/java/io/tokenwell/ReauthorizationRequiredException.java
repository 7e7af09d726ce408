package io.tokenwell;

import org.jspecify.annotations.Nullable;

/**
 * Error for an account that needs a new login by a human: the authorization server no longer accepts its refresh token,
 * or none is stored.
 *
 * @since 0.1
 */
public final class ReauthorizationRequiredException extends AccessTokenException {

    private final transient String reason;

    /**
     * Creates the error.
     *
     * @param accountId id of the account
     * @param reason error code of the server or mark of the account, without secrets
     * @param cause the refusal, or null
     */
    public ReauthorizationRequiredException(String accountId, String reason, @Nullable Throwable cause) {
        super(accountId, "a new login is needed: " + reason, cause);
        this.reason = ShownText.line(reason);
    }

    /**
     * Returns the reason why a new login is needed.
     *
     * @return the error code and description of the server and, if there was one, the earlier attempt whose answer was
     *     lost
     */
    public String reason() {
        return reason;
    }

    @Override
    public boolean retryable() {
        return false;
    }
}
