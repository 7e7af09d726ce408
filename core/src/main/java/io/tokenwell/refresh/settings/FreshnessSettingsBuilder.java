package io.tokenwell.refresh.settings;

import java.time.Duration;

/**
 * Makes {@link FreshnessSettings}, starting from the defaults. Not for use by several threads.
 *
 * @since 0.1
 */
public final class FreshnessSettingsBuilder {

    private Duration refreshSkew = Duration.ofMinutes(3);
    private Duration cacheSkew = Duration.ofMinutes(5);
    private Duration failedRefreshTtl = Duration.ofMinutes(1);
    private Duration unknownExpiryTtl = Duration.ofMinutes(30);
    private Duration maximumTtl = Duration.ofHours(24);
    private ExpiredTokenPolicy expiredTokens = ExpiredTokenPolicy.FAIL;
    private RefreshMode mode = RefreshMode.FOREGROUND;

    FreshnessSettingsBuilder() {}

    /**
     * Sets how much is left of a token's life when its refresh is due. Default: 3 min.
     *
     * @param refreshSkew the rest of the life; positive
     * @return this builder
     */
    public FreshnessSettingsBuilder refreshSkew(Duration refreshSkew) {
        this.refreshSkew = refreshSkew;
        return this;
    }

    /**
     * Sets what is taken off a token's life for the cache. Default: 5 min.
     *
     * @param cacheSkew the part; not below {@code refreshSkew}
     * @return this builder
     */
    public FreshnessSettingsBuilder cacheSkew(Duration cacheSkew) {
        this.cacheSkew = cacheSkew;
        return this;
    }

    /**
     * Sets the longest stay in the cache after a failed refresh. Default: 1 min.
     *
     * @param failedRefreshTtl the longest stay; positive
     * @return this builder
     */
    public FreshnessSettingsBuilder failedRefreshTtl(Duration failedRefreshTtl) {
        this.failedRefreshTtl = failedRefreshTtl;
        return this;
    }

    /**
     * Sets the stay in the cache of a token without expiry that needs no refresh. Default: 30 min.
     *
     * @param unknownExpiryTtl the stay; positive
     * @return this builder
     */
    public FreshnessSettingsBuilder unknownExpiryTtl(Duration unknownExpiryTtl) {
        this.unknownExpiryTtl = unknownExpiryTtl;
        return this;
    }

    /**
     * Sets the longest stay in the cache. Default: 24 h.
     *
     * @param maximumTtl the longest stay; positive
     * @return this builder
     */
    public FreshnessSettingsBuilder maximumTtl(Duration maximumTtl) {
        this.maximumTtl = maximumTtl;
        return this;
    }

    /**
     * Sets what callers get when only an expired token is left. Default: {@link ExpiredTokenPolicy#FAIL}.
     *
     * @param expiredTokens the policy
     * @return this builder
     */
    public FreshnessSettingsBuilder expiredTokens(ExpiredTokenPolicy expiredTokens) {
        this.expiredTokens = expiredTokens;
        return this;
    }

    /**
     * Sets whether callers wait for the refresh of a token that is still valid. Default: {@link RefreshMode#FOREGROUND}.
     *
     * @param mode the mode
     * @return this builder
     */
    public FreshnessSettingsBuilder mode(RefreshMode mode) {
        this.mode = mode;
        return this;
    }

    /**
     * Builds the settings.
     *
     * @return the settings
     * @throws IllegalArgumentException if a value cannot work, naming the setting
     */
    public FreshnessSettings build() {
        return new FreshnessSettings(
                refreshSkew, cacheSkew, failedRefreshTtl, unknownExpiryTtl, maximumTtl, expiredTokens, mode);
    }
}
