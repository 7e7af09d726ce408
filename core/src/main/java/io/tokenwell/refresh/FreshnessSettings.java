package io.tokenwell.refresh;

import java.time.Duration;

/**
 * When a refresh is due, and how long a token stays in the cache. Immutable and safe for use by any thread.
 *
 * @param refreshSkew a refresh is due when a token's life is this short (the original's {@code openAITokenRefreshSkew})
 * @param cacheSkew taken off a token's life for the cache (the original's {@code openAITokenCacheSkew})
 * @param failedRefreshTtl longest stay in the cache after a failed refresh
 * @param unknownExpiryTtl stay in the cache of a token without expiry that needs no refresh
 * @param maximumTtl longest stay in the cache
 * @param expiredTokens what callers get when only an expired token is left
 * @param mode whether callers wait for the refresh of a token that is still valid
 */
public record FreshnessSettings(
        Duration refreshSkew,
        Duration cacheSkew,
        Duration failedRefreshTtl,
        Duration unknownExpiryTtl,
        Duration maximumTtl,
        ExpiredTokenPolicy expiredTokens,
        RefreshMode mode) {

    /**
     * Checks that the durations are positive and that the cache lets go of a token before its refresh is due.
     *
     * @throws IllegalArgumentException if not, naming the setting
     */
    public FreshnessSettings {
        Positive.require("refreshSkew", refreshSkew);
        Positive.require("failedRefreshTtl", failedRefreshTtl);
        Positive.require("unknownExpiryTtl", unknownExpiryTtl);
        Positive.require("maximumTtl", maximumTtl);
        if (cacheSkew.compareTo(refreshSkew) < 0) {
            throw new IllegalArgumentException("cacheSkew (" + cacheSkew + ") must not be below refreshSkew ("
                    + refreshSkew + "): the cache would hide a refresh that is due");
        }
    }

    /**
     * Settings with callers that wait.
     *
     * @param refreshSkew as above
     * @param cacheSkew as above
     * @param failedRefreshTtl as above
     * @param unknownExpiryTtl as above
     * @param maximumTtl as above
     * @param expiredTokens as above
     */
    public FreshnessSettings(
            Duration refreshSkew,
            Duration cacheSkew,
            Duration failedRefreshTtl,
            Duration unknownExpiryTtl,
            Duration maximumTtl,
            ExpiredTokenPolicy expiredTokens) {
        this(
                refreshSkew,
                cacheSkew,
                failedRefreshTtl,
                unknownExpiryTtl,
                maximumTtl,
                expiredTokens,
                RefreshMode.FOREGROUND);
    }

    /**
     * The original's numbers; expired tokens are errors, nothing stays longer than 24 hours, callers wait.
     *
     * @return 3 min, 5 min, 60 s, 30 min, 24 h, {@link ExpiredTokenPolicy#FAIL}
     */
    public static FreshnessSettings defaults() {
        return new FreshnessSettings(
                Duration.ofMinutes(3),
                Duration.ofMinutes(5),
                Duration.ofMinutes(1),
                Duration.ofMinutes(30),
                Duration.ofHours(24),
                ExpiredTokenPolicy.FAIL);
    }

    /**
     * These settings with other skews, for tokens that live for minutes or seconds.
     *
     * @param refresh the refresh skew
     * @param cache the cache skew
     * @return a copy
     */
    public FreshnessSettings withSkews(Duration refresh, Duration cache) {
        return new FreshnessSettings(
                refresh, cache, failedRefreshTtl, unknownExpiryTtl, maximumTtl, expiredTokens, mode);
    }

    /**
     * These settings in another mode.
     *
     * @param other the mode
     * @return a copy
     */
    public FreshnessSettings withMode(RefreshMode other) {
        return new FreshnessSettings(
                refreshSkew, cacheSkew, failedRefreshTtl, unknownExpiryTtl, maximumTtl, expiredTokens, other);
    }
}
