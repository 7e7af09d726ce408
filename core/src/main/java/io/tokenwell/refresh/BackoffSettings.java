package io.tokenwell.refresh;

import java.time.Duration;

/**
 * How long a caller waits for the one who refreshes: a wait that doubles up to a longest one, each times a factor drawn
 * evenly from {@code 1 - jitter .. 1 + jitter}. Immutable and safe for use by any thread.
 *
 * @param initialWait first wait (the original's {@code openAILockInitialWait})
 * @param longestWait upper bound of the doubling (the original's {@code openAILockMaxWait})
 * @param attempts how many waits before giving up (the original's {@code openAILockMaxAttempts})
 * @param jitter half the width of the factor's range, 0 to below 1 (the original's {@code openAILockJitterRatio})
 * @param slowWait waits that together reach this are worth a warning
 * @param patience how long a caller that has no valid token goes on waiting, at the longest wait, once the attempts are
 *     used up: time that has gone by since it asked for the refresh, whatever it went by with, also in line; zero for the
 *     original's behaviour, which gives up and misses every refresh slower than 0.3 to 0.46 s
 * @param lockPatience how long a lock is respected that nobody frees, times a factor from the same range: its holder may be
 *     dead. Then the claim is asked without it, which decides; likewise again each time that this has gone by. Not with a
 *     patience of zero: the original knows no other way than the lock
 */
public record BackoffSettings(
        Duration initialWait,
        Duration longestWait,
        int attempts,
        double jitter,
        Duration slowWait,
        Duration patience,
        Duration lockPatience) {

    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(1);

    /**
     * With a lock patience of one second.
     *
     * @param initialWait first wait
     * @param longestWait upper bound of the doubling
     * @param attempts how many waits before giving up
     * @param jitter half the width of the factor's range
     * @param slowWait waits that together reach this are worth a warning
     * @param patience how long a caller that has no valid token goes on waiting
     * @throws IllegalArgumentException if one is out of range, naming the setting
     */
    public BackoffSettings(
            Duration initialWait,
            Duration longestWait,
            int attempts,
            double jitter,
            Duration slowWait,
            Duration patience) {
        this(initialWait, longestWait, attempts, jitter, slowWait, patience, LOCK_PATIENCE);
    }

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is out of range, naming the setting
     */
    public BackoffSettings {
        Positive.require("initialWait", initialWait);
        Positive.require("slowWait", slowWait);
        Positive.require("lockPatience", lockPatience);
        if (longestWait.compareTo(initialWait) < 0) {
            throw new IllegalArgumentException(
                    "longestWait (" + longestWait + ") must not be below initialWait (" + initialWait + ")");
        }
        if (patience.isNegative()) {
            throw new IllegalArgumentException("patience must not be negative, but is " + patience);
        }
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be at least 1, but is " + attempts);
        }
        if (!(jitter >= 0 && jitter < 1)) {
            throw new IllegalArgumentException("jitter must be at least 0 and below 1, but is " + jitter);
        }
    }

    /** Whether anybody waits longer than in the original. */
    boolean patient() {
        return !patience.isZero();
    }

    /**
     * The original's numbers.
     *
     * @return 20, 40, 80, 120, 120 ms, each times 0.8..1.2; slow from 250 ms on; 20 s of patience, 1 s with a lock
     */
    public static BackoffSettings defaults() {
        return new BackoffSettings(
                Duration.ofMillis(20), Duration.ofMillis(120), 5, 0.2, Duration.ofMillis(250), Duration.ofSeconds(20));
    }

    /**
     * These settings with another patience.
     *
     * @param wait how long a caller without a valid token goes on waiting
     * @return a copy
     */
    public BackoffSettings withPatience(Duration wait) {
        return new BackoffSettings(initialWait, longestWait, attempts, jitter, slowWait, wait, lockPatience);
    }

    /**
     * These settings with another patience with locks.
     *
     * @param wait how long a lock is respected that nobody frees
     * @return a copy
     */
    public BackoffSettings withLockPatience(Duration wait) {
        return new BackoffSettings(initialWait, longestWait, attempts, jitter, slowWait, patience, wait);
    }
}
