package io.tokenwell.refresh.settings;

import io.tokenwell.spi.SettingChecks;
import java.time.Duration;

/**
 * Settings of the pipeline. Immutable and safe for use by any thread. A value that cannot work is refused when the
 * settings are built.
 *
 * <p>Use {@link #builder()} and {@link #toBuilder()}: components may be added, so the canonical constructor is not part
 * of the public API.
 *
 * @param freshness when a refresh is due, and how long a token stays in the cache
 * @param backoff how long callers wait for the holder that refreshes
 * @param lockTtl life of lock and claim, longer than a refresh can take. A claim that ran out while its holder was
 *     silent is respected for as long again: the holder may be suspended, with the answer already received
 * @param endpointTimeout longest wait of callers for the token endpoint; a later answer is still stored
 * @param repositoryTimeout longest wait for one statement of the account table
 * @param cacheTimeout longest wait for one command of cache, lock, escrow or cooldowns
 * @param failureCooldown first pause of an account after a failed redemption; also the longest pause that is shared
 *     beside the claim, and how often a refused account is looked at anew
 * @param longestFailureCooldown longest pause, up to which the pauses of failures in a row double; an endpoint's own
 *     wish ({@code Retry-After}) may make one longer
 * @param escrowTtl how long redeemed credentials that could not be stored are kept and tried again; then they are given
 *     up. Must be longer than the cache may serve their token, which hides that they are not stored
 * @param rejectedCooldown how long a third refresh in a row waits if only an upstream's rejections of one kind ask for
 *     it ({@link io.tokenwell.AccessTokenProvider#replaceRejected}); each further one waits twice as long, up to an
 *     hour (or this, if it is longer)
 * @since 0.1
 */
public record RefreshSettings(
        FreshnessSettings freshness,
        BackoffSettings backoff,
        Duration lockTtl,
        Duration endpointTimeout,
        Duration repositoryTimeout,
        Duration cacheTimeout,
        Duration failureCooldown,
        Duration longestFailureCooldown,
        Duration escrowTtl,
        Duration rejectedCooldown) {

    /**
     * Checks that all durations are positive, that a lock outlives the work done under it, and that escrow outlives the
     * time for which the cache hides that credentials are not stored.
     *
     * @throws IllegalArgumentException if not, with the numbers
     */
    public RefreshSettings {
        SettingChecks.requirePositive("endpointTimeout", endpointTimeout);
        SettingChecks.requirePositive("repositoryTimeout", repositoryTimeout);
        SettingChecks.requirePositive("cacheTimeout", cacheTimeout);
        SettingChecks.requirePositive("failureCooldown", failureCooldown);
        SettingChecks.requirePositive("escrowTtl", escrowTtl);
        SettingChecks.requirePositive("rejectedCooldown", rejectedCooldown);
        requireInOrder(failureCooldown, longestFailureCooldown);
        Duration work = endpointTimeout.plus(repositoryTimeout);
        if (lockTtl.compareTo(work) <= 0) {
            throw new IllegalArgumentException("lockTtl (" + lockTtl + ") must be above endpointTimeout + "
                    + "repositoryTimeout (" + work + "): another instance would take over while a refresh runs");
        }
        Duration hidden = freshness.maximumTtl().plus(lockTtl.multipliedBy(2));
        if (escrowTtl.compareTo(hidden) <= 0) {
            throw new IllegalArgumentException(
                    "escrowTtl (" + escrowTtl + ") must be above maximumTtl + twice lockTtl (" + hidden
                            + "): redeemed credentials would be given up while the cache still hides that they are unsaved");
        }
    }

    private static void requireInOrder(Duration first, Duration longest) {
        if (longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "longestFailureCooldown (" + longest + ") must not be below failureCooldown (" + first + ")");
        }
    }

    /**
     * Returns the defaults: the original's numbers where it has them.
     *
     * @return lock 30 s, endpoint 15 s, repository 5 s, cache 1 s, cooldown 5 s to 5 min, escrow 7 days, rejected tokens 5 min
     */
    public static RefreshSettings defaults() {
        return builder().build();
    }

    /**
     * Starts with the defaults.
     *
     * @return a new builder
     */
    public static RefreshSettingsBuilder builder() {
        return new RefreshSettingsBuilder();
    }

    /**
     * Starts with these settings.
     *
     * @return a new builder
     */
    public RefreshSettingsBuilder toBuilder() {
        return new RefreshSettingsBuilder()
                .freshness(freshness)
                .backoff(backoff)
                .lockTtl(lockTtl)
                .endpointTimeout(endpointTimeout)
                .repositoryTimeout(repositoryTimeout)
                .cacheTimeout(cacheTimeout)
                .failureCooldown(failureCooldown)
                .longestFailureCooldown(longestFailureCooldown)
                .escrowTtl(escrowTtl)
                .rejectedCooldown(rejectedCooldown);
    }
}
