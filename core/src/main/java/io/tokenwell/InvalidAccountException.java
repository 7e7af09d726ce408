package io.tokenwell;

import org.jspecify.annotations.Nullable;

/**
 * Error for an account that cannot have a token: no account was given, its platform or type is not served here, its
 * status is not active, its document cannot be read or decrypted, it contains no access token, or the rejected token to
 * replace is blank. Retryable only if the cause is a refresh that may succeed later.
 *
 * @since 0.1
 */
public final class InvalidAccountException extends AccessTokenException {

    /**
     * Creates an error without a cause.
     *
     * @param accountId id of the account, empty if none was given
     * @param reason what is wrong, without secrets
     */
    public InvalidAccountException(String accountId, String reason) {
        this(accountId, reason, null);
    }

    /**
     * Creates an error whose cause is the refresh that failed before the problem was found.
     *
     * @param accountId id of the account, empty if none was given
     * @param reason what is wrong, without secrets
     * @param cause the failed refresh that could have repaired the account, or null
     */
    public InvalidAccountException(String accountId, String reason, @Nullable Throwable cause) {
        super(accountId, reason, cause);
    }

    /**
     * Creates the error for a call without an account, in the words that the recorded behaviour has for it.
     *
     * @return an error whose account id is empty
     */
    public static InvalidAccountException noAccount() {
        return new InvalidAccountException("", "account is nil");
    }

    @Override
    public boolean retryable() {
        return getCause() instanceof AccessTokenException refresh && refresh.retryable();
    }
}
