package io.tokenwell.spi;

/**
 * What a shared store announces: something about an account is no longer as it was. Immutable and safe for use by any
 * thread.
 *
 * @param key the account
 * @param kind what changed
 * @since 0.1
 */
public record AccountChange(AccountKey key, Kind kind) {

    /** What can change. */
    public enum Kind {
        /** The cached token was replaced or removed. */
        TOKEN,
        /** A cooldown began or ended. */
        COOLDOWN,
        /** The refresh lock was taken or freed. */
        LOCK
    }
}
