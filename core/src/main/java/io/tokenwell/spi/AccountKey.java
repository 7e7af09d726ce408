package io.tokenwell.spi;

import io.tokenwell.Account;

/**
 * Name of an account in shared stores.
 *
 * @param accountId id of the account's row
 * @since 0.1
 */
public record AccountKey(long accountId) {

    /**
     * Returns the key of an account.
     *
     * @param account any snapshot of it
     * @return the same key for every snapshot
     */
    public static AccountKey of(Account account) {
        return new AccountKey(account.id());
    }

    /**
     * Returns the name as it is stored. The prefix is the same for every platform, as account ids are unique.
     *
     * @return for example {@code openai:account:42}
     */
    public String value() {
        return "openai:account:" + accountId;
    }

    @Override
    public String toString() {
        return value();
    }
}
