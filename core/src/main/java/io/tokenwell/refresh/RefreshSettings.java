package io.tokenwell.refresh;

import java.time.Duration;

/**
 * Settings of the pipeline. Immutable and safe for use by any thread; a value that cannot work is refused when it is
 * built.
 *
 * @param freshness when a refresh is due, and how long a token stays in the cache
 * @param backoff how long callers wait for the one who refreshes
 * @param lockTtl life of lock and claim, longer than a refresh can take; a claim that ran out without a word is respected for
 *     as long again, as its holder may stand still with the answer in its hands
 * @param endpointTimeout longest wait of callers for the token endpoint; a later answer is still stored
 * @param repositoryTimeout longest wait for one statement of the account table
 * @param cacheTimeout longest wait for one command of cache, lock, escrow or cooldowns
 * @param failureCooldown shortest pause of an account after a failed redemption, longest one that is shared beside the claim,
 *     and how often a refused account is looked at anew
 * @param escrowTtl how long redeemed credentials that could not be stored are kept and tried again; then they are given up.
 *     Longer than the cache may serve their token, which hides that nobody has stored them
 * @param rejectedCooldown how long a third refresh in a row waits that only an upstream's rejections of one kind ask for
 *     ({@link io.tokenwell.AccessTokenProvider#replaceRejected}); each further one waits twice as long, up to an hour (or
 *     this, if it is longer)
 */
public record RefreshSettings(
        FreshnessSettings freshness,
        BackoffSettings backoff,
        Duration lockTtl,
        Duration endpointTimeout,
        Duration repositoryTimeout,
        Duration cacheTimeout,
        Duration failureCooldown,
        Duration escrowTtl,
        Duration rejectedCooldown) {

    /**
     * Checks that all durations are positive, that a lock outlives the work done under it, and escrow what the cache hides.
     *
     * @throws IllegalArgumentException if not, with the numbers
     */
    public RefreshSettings {
        Positive.require("endpointTimeout", endpointTimeout);
        Positive.require("repositoryTimeout", repositoryTimeout);
        Positive.require("cacheTimeout", cacheTimeout);
        Positive.require("failureCooldown", failureCooldown);
        Positive.require("escrowTtl", escrowTtl);
        Positive.require("rejectedCooldown", rejectedCooldown);
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

    /**
     * The original's numbers where it has them.
     *
     * @return lock 30 s, endpoint 15 s, repository 5 s, cache 1 s, cooldown 5 s, escrow 7 days, rejected tokens 5 min
     */
    public static RefreshSettings defaults() {
        return new RefreshSettings(
                FreshnessSettings.defaults(),
                BackoffSettings.defaults(),
                Duration.ofSeconds(30),
                Duration.ofSeconds(15),
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                Duration.ofDays(7),
                Duration.ofMinutes(5));
    }

    /**
     * These settings with other freshness rules.
     *
     * @param rules the rules
     * @return a copy
     */
    public RefreshSettings withFreshness(FreshnessSettings rules) {
        return new RefreshSettings(
                rules,
                backoff,
                lockTtl,
                endpointTimeout,
                repositoryTimeout,
                cacheTimeout,
                failureCooldown,
                escrowTtl,
                rejectedCooldown);
    }

    /**
     * These settings with another backoff.
     *
     * @param waits the backoff
     * @return a copy
     */
    public RefreshSettings withBackoff(BackoffSettings waits) {
        return new RefreshSettings(
                freshness,
                waits,
                lockTtl,
                endpointTimeout,
                repositoryTimeout,
                cacheTimeout,
                failureCooldown,
                escrowTtl,
                rejectedCooldown);
    }

    /**
     * These settings with another cooldown.
     *
     * @param cooldown pause after a failed redemption
     * @return a copy
     */
    public RefreshSettings withFailureCooldown(Duration cooldown) {
        return new RefreshSettings(
                freshness,
                backoff,
                lockTtl,
                endpointTimeout,
                repositoryTimeout,
                cacheTimeout,
                cooldown,
                escrowTtl,
                rejectedCooldown);
    }

    /**
     * These settings with another life of what is in escrow.
     *
     * @param life how long redeemed credentials are kept that could not be stored
     * @return a copy
     */
    public RefreshSettings withEscrowTtl(Duration life) {
        return new RefreshSettings(
                freshness,
                backoff,
                lockTtl,
                endpointTimeout,
                repositoryTimeout,
                cacheTimeout,
                failureCooldown,
                life,
                rejectedCooldown);
    }

    /**
     * These settings with another cooldown for accounts whose fresh tokens are rejected.
     *
     * @param cooldown wait of a third forced refresh in a row
     * @return a copy
     */
    public RefreshSettings withRejectedCooldown(Duration cooldown) {
        return new RefreshSettings(
                freshness,
                backoff,
                lockTtl,
                endpointTimeout,
                repositoryTimeout,
                cacheTimeout,
                failureCooldown,
                escrowTtl,
                cooldown);
    }
}
