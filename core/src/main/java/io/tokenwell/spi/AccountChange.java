package io.tokenwell.spi;

/**
 * Announcement of a shared store: the state of an account has changed.
 *
 * @param key the account
 * @param kind what changed
 * @since 0.1
 */
public record AccountChange(AccountKey key, Kind kind) {

    /** Kind of change. */
    public enum Kind {
        /** The cached token was replaced or removed. */
        TOKEN,
        /** A cooldown began or ended. */
        COOLDOWN,
        /** The refresh lock was taken or freed. */
        LOCK
    }
}
