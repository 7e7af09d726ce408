package io.tokenwell;

/**
 * Names of operations on stores, as {@link TokenStorageException#operation()} returns them: the port, and what it does. An
 * adapter may add names.
 *
 * @since 0.1
 */
public final class StorageOperation {

    /** Reads a token. */
    public static final String CACHE_GET = "cache.get";

    /** Stores a token. */
    public static final String CACHE_PUT = "cache.put";

    /** Removes a token. */
    public static final String CACHE_EVICT = "cache.evict";

    /** Takes the lock. */
    public static final String LOCK_ACQUIRE = "lock.acquire";

    /** Frees the lock. */
    public static final String LOCK_RELEASE = "lock.release";

    /** Reads an escrowed pair. */
    public static final String ESCROW_FIND = "escrow.find";

    /** Puts a pair into escrow. */
    public static final String ESCROW_KEEP = "escrow.keep";

    /** Removes an escrowed pair. */
    public static final String ESCROW_REMOVE = "escrow.remove";

    /** Reads a cooldown. */
    public static final String COOLDOWN_FIND = "cooldown.find";

    /** Starts a cooldown. */
    public static final String COOLDOWN_START = "cooldown.start";

    /** Ends a cooldown. */
    public static final String COOLDOWN_END = "cooldown.end";

    /** Reads a row. */
    public static final String ACCOUNTS_FIND = "accounts.find";

    /** Takes the claim. */
    public static final String ACCOUNTS_CLAIM = "accounts.claim";

    /** Stores redeemed credentials. */
    public static final String ACCOUNTS_COMPLETE = "accounts.complete";

    /** Frees the claim. */
    public static final String ACCOUNTS_ABANDON = "accounts.abandon";

    /** Blocks new claims for a while. */
    public static final String ACCOUNTS_POSTPONE = "accounts.postpone";

    /** Marks a refused refresh token. */
    public static final String ACCOUNTS_MARK = "accounts.mark";

    /** Removes a mark. */
    public static final String ACCOUNTS_REINSTATE = "accounts.reinstate";

    /** Looks for unfinished attempts. */
    public static final String ACCOUNTS_UNFINISHED = "accounts.unfinished";

    /** Looks for tokens that expire soon. */
    public static final String ACCOUNTS_EXPIRING = "accounts.expiring";

    /** Lists marked accounts. */
    public static final String ACCOUNTS_MARKED = "accounts.marked";

    /** Counts marked accounts. */
    public static final String ACCOUNTS_COUNT_MARKED = "accounts.countMarked";

    /** Makes the table of claims. */
    public static final String SCHEMA_INSTALL = "schema.install";

    /** Makes a table of accounts for examples. */
    public static final String SCHEMA_INSTALL_EXAMPLE = "schema.installExample";

    /** Makes the index of refresh-ahead. */
    public static final String SCHEMA_INSTALL_REFRESH_AHEAD = "schema.installRefreshAhead";

    private StorageOperation() {}
}
