package io.tokenwell.refresh.settings;

import io.tokenwell.spi.SettingChecks;
import java.time.Duration;

/**
 * When a refresh is due, and how long a token stays in the cache. Immutable and safe for use by any thread.
 *
 * <p>Use {@link #builder()} and {@link #toBuilder()}: components may be added, so the canonical constructor is not part of
 * the public API.
 *
 * @param refreshSkew a refresh is due when a token's life is this short (the original's {@code openAITokenRefreshSkew})
 * @param cacheSkew taken off a token's life for the cache (the original's {@code openAITokenCacheSkew})
 * @param failedRefreshTtl longest stay in the cache after a failed refresh
 * @param unknownExpiryTtl stay in the cache of a token without expiry that needs no refresh
 * @param maximumTtl longest stay in the cache
 * @param expiredTokens what callers get when only an expired token is left
 * @param mode whether callers wait for the refresh of a token that is still valid
 * @since 0.1
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
     * Checks that the durations are positive, and that the cache drops a token before its refresh is due.
     *
     * @throws IllegalArgumentException if not, naming the setting
     */
    public FreshnessSettings {
        SettingChecks.requirePositive("refreshSkew", refreshSkew);
        SettingChecks.requirePositive("failedRefreshTtl", failedRefreshTtl);
        SettingChecks.requirePositive("unknownExpiryTtl", unknownExpiryTtl);
        SettingChecks.requirePositive("maximumTtl", maximumTtl);
        if (cacheSkew.compareTo(refreshSkew) < 0) {
            throw new IllegalArgumentException("cacheSkew (" + cacheSkew + ") must not be below refreshSkew ("
                    + refreshSkew + "): the cache would hide a refresh that is due");
        }
    }

    /**
     * Returns the defaults, which are the original's numbers. Expired tokens are errors, no token stays in the cache
     * longer than 24 hours, and callers wait.
     *
     * @return 3 min, 5 min, 60 s, 30 min, 24 h, {@link ExpiredTokenPolicy#FAIL}
     */
    public static FreshnessSettings defaults() {
        return builder().build();
    }

    /**
     * Starts with the defaults.
     *
     * @return a new builder
     */
    public static FreshnessSettingsBuilder builder() {
        return new FreshnessSettingsBuilder();
    }

    /**
     * Starts with these settings.
     *
     * @return a new builder
     */
    public FreshnessSettingsBuilder toBuilder() {
        return new FreshnessSettingsBuilder()
                .refreshSkew(refreshSkew)
                .cacheSkew(cacheSkew)
                .failedRefreshTtl(failedRefreshTtl)
                .unknownExpiryTtl(unknownExpiryTtl)
                .maximumTtl(maximumTtl)
                .expiredTokens(expiredTokens)
                .mode(mode);
    }
}
