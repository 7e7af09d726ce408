package io.tokenwell;

import org.jspecify.annotations.Nullable;

/**
 * The account cannot have a token: none was given, its platform or type is foreign, its status is not active, its document
 * cannot be read or decrypted, it holds no access token, or the rejected token that is to be replaced is blank. Retryable only if the cause is a refresh that may succeed
 * later. Safe for use by any thread.
 *
 * @since 0.1
 */
public final class InvalidAccountException extends AccessTokenException {

    /**
     * Says what is wrong with the account.
     *
     * @param accountId id of the account, 0 if none was given
     * @param reason what is wrong, without secrets
     */
    public InvalidAccountException(long accountId, String reason) {
        this(accountId, reason, null);
    }

    /**
     * Says what is wrong with the account, and what failed before that was found.
     *
     * @param accountId id of the account, 0 if none was given
     * @param reason what is wrong, without secrets
     * @param cause the failed refresh that could have helped, or null
     */
    public InvalidAccountException(long accountId, String reason, @Nullable Throwable cause) {
        super(accountId, reason, cause);
    }

    @Override
    public boolean retryable() {
        return getCause() instanceof AccessTokenException refresh && refresh.retryable();
    }
}
