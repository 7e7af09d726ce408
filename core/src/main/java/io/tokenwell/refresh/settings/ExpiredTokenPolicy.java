package io.tokenwell.refresh.settings;

/**
 * What a caller gets when the only token left is known to be expired. Immutable and safe for use by any thread.
 *
 * @since 0.1
 */
public enum ExpiredTokenPolicy {
    /** An error that says why there is no fresh token. */
    FAIL,
    /** The expired token, as the original hands it out. The upstream will refuse it. */
    SERVE
}
