package io.tokenwell;

/**
 * Error for an account id that no stored row has: the account never existed, or it was deleted.
 *
 * @since 0.1
 */
public final class AccountNotFoundException extends AccessTokenException {

    /**
     * Creates the error for a missing account.
     *
     * @param accountId the id that no row has
     */
    public AccountNotFoundException(String accountId) {
        super(accountId, "no such account is stored; it may have been deleted", null);
    }

    @Override
    public boolean retryable() {
        return false;
    }
}
