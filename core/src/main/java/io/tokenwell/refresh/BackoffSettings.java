package io.tokenwell.refresh;

import java.time.Duration;

/**
 * How long a caller waits for the one who refreshes: a wait that doubles up to a longest one, each times a factor drawn
 * evenly from {@code 1 - jitter .. 1 + jitter}.
 *
 * @param initialWait first wait (the original's {@code openAILockInitialWait})
 * @param longestWait upper bound of the doubling (the original's {@code openAILockMaxWait})
 * @param attempts how many waits before giving up (the original's {@code openAILockMaxAttempts})
 * @param jitter half the width of the factor's range, 0 to below 1 (the original's {@code openAILockJitterRatio})
 * @param slowWait waits that together reach this are worth a warning
 */
public record BackoffSettings(
        Duration initialWait, Duration longestWait, int attempts, double jitter, Duration slowWait) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is out of range, naming the setting
     */
    public BackoffSettings {
        Positive.require("initialWait", initialWait);
        Positive.require("slowWait", slowWait);
        if (longestWait.compareTo(initialWait) < 0) {
            throw new IllegalArgumentException(
                    "longestWait (" + longestWait + ") must not be below initialWait (" + initialWait + ")");
        }
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be at least 1, but is " + attempts);
        }
        if (!(jitter >= 0 && jitter < 1)) {
            throw new IllegalArgumentException("jitter must be at least 0 and below 1, but is " + jitter);
        }
    }

    /**
     * The original's numbers.
     *
     * @return 20, 40, 80, 120, 120 ms, each times 0.8..1.2; slow from 250 ms on
     */
    public static BackoffSettings defaults() {
        return new BackoffSettings(Duration.ofMillis(20), Duration.ofMillis(120), 5, 0.2, Duration.ofMillis(250));
    }

    /**
     * These settings with another number of waits.
     *
     * @param waits how many
     * @return a copy
     */
    public BackoffSettings withAttempts(int waits) {
        return new BackoffSettings(initialWait, longestWait, waits, jitter, slowWait);
    }
}
