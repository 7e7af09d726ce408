package io.tokenwell.refresh.settings;

import io.tokenwell.spi.SettingChecks;
import java.time.Duration;

/**
 * How long a caller waits for the holder that refreshes: waits that double up to a longest one, each multiplied by a
 * factor drawn evenly from {@code 1 - jitter .. 1 + jitter}. Immutable and safe for use by any thread.
 *
 * <p>Use {@link #builder()} and {@link #toBuilder()}: components may be added, so the canonical constructor is not part
 * of the public API.
 *
 * @param minBackoff first wait (the original's {@code openAILockInitialWait})
 * @param maxBackoff upper bound of the doubling (the original's {@code openAILockMaxWait})
 * @param maxAttempts how many waits before giving up (the original's {@code openAILockMaxAttempts})
 * @param jitter half the width of the factor's range, 0 to below 1 (the original's {@code openAILockJitterRatio})
 * @param slowWaitThreshold waits that together reach this are worth a warning
 * @param maxWait how long a caller that has no valid token goes on waiting, at the longest wait, once the attempts are
 *     used up. Counts all time since the caller asked for the refresh, also time spent in line. Zero gives the
 *     original's behaviour, which gives up and misses every refresh slower than 0.3 to 0.46 s
 * @param lockPatience how long a lock that is not freed is respected, times a factor from the same range: its holder
 *     may be dead. Then the claim is asked for without the lock, and decides; so it is again each time that this has
 *     gone by. Not with a {@code maxWait} of zero: the original knows no other way than the lock
 * @since 0.1
 */
public record BackoffSettings(
        Duration minBackoff,
        Duration maxBackoff,
        int maxAttempts,
        double jitter,
        Duration slowWaitThreshold,
        Duration maxWait,
        Duration lockPatience) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is out of range, naming the setting
     */
    public BackoffSettings {
        SettingChecks.requirePositive("minBackoff", minBackoff);
        SettingChecks.requirePositive("slowWaitThreshold", slowWaitThreshold);
        SettingChecks.requirePositive("lockPatience", lockPatience);
        if (maxBackoff.compareTo(minBackoff) < 0) {
            throw new IllegalArgumentException(
                    "maxBackoff (" + maxBackoff + ") must not be below minBackoff (" + minBackoff + ")");
        }
        if (maxWait.isNegative()) {
            throw new IllegalArgumentException("maxWait must not be negative, but is " + maxWait);
        }
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("maxAttempts must be at least 1, but is " + maxAttempts);
        }
        if (!(jitter >= 0 && jitter < 1)) {
            throw new IllegalArgumentException("jitter must be at least 0 and below 1, but is " + jitter);
        }
    }

    /**
     * Returns the defaults: the original's numbers.
     *
     * @return 20, 40, 80, 120, 120 ms, each times 0.8..1.2; slow from 250 ms on; at most 20 s, 1 s with a lock
     */
    public static BackoffSettings defaults() {
        return builder().build();
    }

    /**
     * Starts with the defaults.
     *
     * @return a new builder
     */
    public static BackoffSettingsBuilder builder() {
        return new BackoffSettingsBuilder();
    }

    /**
     * Starts with these settings.
     *
     * @return a new builder
     */
    public BackoffSettingsBuilder toBuilder() {
        return new BackoffSettingsBuilder()
                .minBackoff(minBackoff)
                .maxBackoff(maxBackoff)
                .maxAttempts(maxAttempts)
                .jitter(jitter)
                .slowWaitThreshold(slowWaitThreshold)
                .maxWait(maxWait)
                .lockPatience(lockPatience);
    }
}
