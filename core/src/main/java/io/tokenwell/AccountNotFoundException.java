package io.tokenwell;

/**
 * No stored row has this id: it never existed, or was deleted. Safe for use by any thread.
 *
 * @since 0.1
 */
public final class AccountNotFoundException extends AccessTokenException {

    /**
     * Names the missing account.
     *
     * @param accountId the id that no row has
     */
    public AccountNotFoundException(long accountId) {
        super(accountId, "no such account is stored; it may have been deleted", null);
    }

    @Override
    public boolean retryable() {
        return false;
    }
}
