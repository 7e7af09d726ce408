package io.tokenwell.spi;

import io.tokenwell.Account;

/**
 * Name of an account in shared stores. Immutable and safe for use by any thread.
 *
 * @param accountId id of the account's row
 * @since 0.1
 */
public record AccountKey(long accountId) {

    /**
     * The key of an account.
     *
     * @param account any snapshot of it
     * @return the same key for every snapshot
     */
    public static AccountKey of(Account account) {
        return new AccountKey(account.id());
    }

    /**
     * The name as stored: the original's {@code OpenAITokenCacheKey}, used for every platform, as ids are unique.
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
