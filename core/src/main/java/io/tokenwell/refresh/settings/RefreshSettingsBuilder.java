package io.tokenwell.refresh.settings;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@link RefreshSettings}, starting from the defaults. Not for use by several threads.
 *
 * @since 0.1
 */
public final class RefreshSettingsBuilder {

    private static final Duration LONGEST_COOLDOWN = Duration.ofMinutes(5);

    private FreshnessSettings freshness = FreshnessSettings.defaults();
    private BackoffSettings backoff = BackoffSettings.defaults();
    private Duration lockTtl = Duration.ofSeconds(30);
    private Duration endpointTimeout = Duration.ofSeconds(15);
    private Duration repositoryTimeout = Duration.ofSeconds(5);
    private Duration cacheTimeout = Duration.ofSeconds(1);
    private Duration failureCooldown = Duration.ofSeconds(5);
    private @Nullable Duration longestFailureCooldown;
    private Duration escrowTtl = Duration.ofDays(7);
    private Duration rejectedCooldown = Duration.ofMinutes(5);

    RefreshSettingsBuilder() {}

    /**
     * Sets when a refresh is due, and how long a token stays in the cache. Default: {@link FreshnessSettings#defaults()}.
     *
     * @param freshness the rules
     * @return this builder
     */
    public RefreshSettingsBuilder freshness(FreshnessSettings freshness) {
        this.freshness = freshness;
        return this;
    }

    /**
     * Sets how long callers wait for the holder that refreshes. Default: {@link BackoffSettings#defaults()}.
     *
     * @param backoff the waits
     * @return this builder
     */
    public RefreshSettingsBuilder backoff(BackoffSettings backoff) {
        this.backoff = backoff;
        return this;
    }

    /**
     * Sets the life of lock and claim. Default: 30 s.
     *
     * @param lockTtl the life; above {@code endpointTimeout + repositoryTimeout}
     * @return this builder
     */
    public RefreshSettingsBuilder lockTtl(Duration lockTtl) {
        this.lockTtl = lockTtl;
        return this;
    }

    /**
     * Sets the longest wait of callers for the token endpoint; a later answer is still stored. Default: 15 s.
     *
     * @param endpointTimeout the longest wait; positive
     * @return this builder
     */
    public RefreshSettingsBuilder endpointTimeout(Duration endpointTimeout) {
        this.endpointTimeout = endpointTimeout;
        return this;
    }

    /**
     * Sets the longest wait for one statement of the account table. Default: 5 s.
     *
     * @param repositoryTimeout the longest wait; positive
     * @return this builder
     */
    public RefreshSettingsBuilder repositoryTimeout(Duration repositoryTimeout) {
        this.repositoryTimeout = repositoryTimeout;
        return this;
    }

    /**
     * Sets the longest wait for one command of cache, lock, escrow or cooldowns. Default: 1 s.
     *
     * @param cacheTimeout the longest wait; positive
     * @return this builder
     */
    public RefreshSettingsBuilder cacheTimeout(Duration cacheTimeout) {
        this.cacheTimeout = cacheTimeout;
        return this;
    }

    /**
     * Sets the first pause of an account after a failed redemption. Default: 5 s.
     *
     * @param failureCooldown the pause; positive
     * @return this builder
     */
    public RefreshSettingsBuilder failureCooldown(Duration failureCooldown) {
        this.failureCooldown = failureCooldown;
        return this;
    }

    /**
     * Sets the longest pause of an account, up to which the pauses of failures in a row double. Default: 5 min, or
     * {@code failureCooldown} if that is longer.
     *
     * @param longestFailureCooldown the pause; not below {@code failureCooldown}
     * @return this builder
     */
    public RefreshSettingsBuilder longestFailureCooldown(Duration longestFailureCooldown) {
        this.longestFailureCooldown = longestFailureCooldown;
        return this;
    }

    /**
     * Sets how long redeemed credentials that could not be stored are kept and tried again. Default: 7 days.
     *
     * @param escrowTtl the time; above {@code freshness.maximumTtl} and twice {@code lockTtl} together
     * @return this builder
     */
    public RefreshSettingsBuilder escrowTtl(Duration escrowTtl) {
        this.escrowTtl = escrowTtl;
        return this;
    }

    /**
     * Sets how long a third refresh in a row waits if only an upstream's rejections ask for it. Default: 5 min.
     *
     * @param rejectedCooldown the wait; positive
     * @return this builder
     */
    public RefreshSettingsBuilder rejectedCooldown(Duration rejectedCooldown) {
        this.rejectedCooldown = rejectedCooldown;
        return this;
    }

    /**
     * Builds the settings.
     *
     * @return the settings
     * @throws IllegalArgumentException if a value cannot work, naming the setting
     */
    public RefreshSettings build() {
        Duration longest = failureCooldown.compareTo(LONGEST_COOLDOWN) > 0 ? failureCooldown : LONGEST_COOLDOWN;
        return new RefreshSettings(
                freshness,
                backoff,
                lockTtl,
                endpointTimeout,
                repositoryTimeout,
                cacheTimeout,
                failureCooldown,
                longestFailureCooldown == null ? longest : longestFailureCooldown,
                escrowTtl,
                rejectedCooldown);
    }
}
