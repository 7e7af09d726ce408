package io.tokenwell.refresh.settings;

/**
 * Whether callers wait for the refresh of a token that is due but still valid. Safe for use by any thread.
 *
 * @since 0.1
 */
public enum RefreshMode {

    /** They do, as with the original: whoever finds a refresh due is answered with its outcome. */
    FOREGROUND,

    /**
     * They do not: the valid token is served at once and the refresh runs behind. Its failures are logged and told as events,
     * not to the caller. Who finds an expired token, or one whose expiry is unknown, waits as in the foreground. Costs one more
     * read of the row per refresh.
     */
    BACKGROUND
}
