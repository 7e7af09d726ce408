package io.tokenwell.refresh.settings;

/**
 * Whether callers wait for the refresh of a token that is due but still valid. Safe for use by any thread.
 *
 * @since 0.1
 */
public enum RefreshMode {

    /** Callers wait, as with the original: a caller that finds a refresh due is answered with its outcome. */
    FOREGROUND,

    /**
     * Callers do not wait: the valid token is served at once and the refresh runs in the background. Its failures are
     * logged and told as events, not to the caller. A caller that finds an expired token, or one whose expiry is
     * unknown, waits as in the foreground. Costs one more read of the row per refresh.
     */
    BACKGROUND
}
