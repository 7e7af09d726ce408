package io.tokenwell.spi;

import io.tokenwell.Account;
import io.tokenwell.AccountIds;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Name of an account in shared stores. Immutable and safe for use by any thread.
 *
 * <p>No record, as a hit makes one per call: the id of an {@link Account} is checked already. Comparable, so that maps
 * with ids from outside stay fast whatever their hashes are.
 *
 * @since 0.1
 */
public final class AccountKey implements Comparable<AccountKey> {

    private static final String NAME = "openai:account:";

    private final String accountId;

    private AccountKey(Account account) {
        this.accountId = account.id();
    }

    /**
     * Creates the key of an account.
     *
     * @param accountId id of the account's row
     * @throws IllegalArgumentException if it is no id, with the {@link AccountIds#problem(String)}
     */
    public AccountKey(String accountId) {
        this.accountId = AccountIds.checked(accountId);
    }

    /**
     * Creates the key of an account whose id is a number.
     *
     * @param accountId id of the account's row
     */
    public AccountKey(long accountId) {
        this.accountId = Long.toString(accountId);
    }

    /**
     * Creates the key of an account whose id is a UUID.
     *
     * @param accountId id of the account's row
     */
    public AccountKey(UUID accountId) {
        this.accountId = accountId.toString();
    }

    /**
     * Returns the key of an account.
     *
     * @param account any snapshot of it
     * @return the same key for every snapshot
     */
    public static AccountKey of(Account account) {
        return new AccountKey(account);
    }

    /**
     * Returns the key that has this {@link #value()}.
     *
     * @param value a name as it is stored
     * @return the key; null if this is the name of no account
     */
    public static @Nullable AccountKey named(String value) {
        @Nullable String id = value.startsWith(NAME) ? AccountIds.decoded(value.substring(NAME.length())) : null;
        return id == null ? null : new AccountKey(id);
    }

    /**
     * Returns the id.
     *
     * @return id of the account's row
     */
    public String accountId() {
        return accountId;
    }

    /**
     * Returns the id as {@link AccountIds#encoded(String)}.
     *
     * @return for example {@code 42}, or {@code %7Ba%7D}
     */
    public String encodedId() {
        return AccountIds.encoded(accountId);
    }

    /**
     * Returns the name as it is stored: with the id as {@link AccountIds#encoded(String)}. The
     * prefix is the same for every platform, as account ids are unique.
     *
     * @return for example {@code openai:account:42}
     */
    public String value() {
        return NAME + encodedId();
    }

    /** Compares the ids in the order of their code points. */
    @Override
    public int compareTo(AccountKey other) {
        return AccountIds.ORDER.compare(accountId, other.accountId);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AccountKey key && accountId.equals(key.accountId);
    }

    @Override
    public int hashCode() {
        return accountId.hashCode();
    }

    @Override
    public String toString() {
        return value();
    }
}
