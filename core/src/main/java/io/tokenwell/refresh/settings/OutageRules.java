package io.tokenwell.refresh.settings;

import io.tokenwell.spi.SettingChecks;
import java.time.Duration;

/**
 * When a platform is left alone because its token endpoint does not answer: it is out of reach, too busy (429), fails
 * (5xx), or is silent. Where the redemptions of several accounts fail like that one after the other, one at a time is
 * let through until the endpoint answers; all other calls are answered at once. Each account has its own pauses as
 * well. Immutable and safe for use by any thread.
 *
 * <p>Use {@link #builder()} and {@link #toBuilder()}: components may be added, so the canonical constructor is not part
 * of the public API.
 *
 * @param inARow how many different accounts of a platform this instance sees fail in a row before the platform is left
 *     alone; with 0 that never happens
 * @param firstPause time to the first probe, and at first from one probe to the next
 * @param longestPause the longest pause, up to which pauses double; an endpoint's own wish may make one longer
 * @since 0.1
 */
public record OutageRules(int inARow, Duration firstPause, Duration longestPause) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is out of range, naming it
     */
    public OutageRules {
        if (inARow < 0) {
            throw new IllegalArgumentException("inARow must not be negative, but is " + inARow);
        }
        SettingChecks.requirePositive("firstPause", firstPause);
        if (longestPause.compareTo(firstPause) < 0) {
            throw new IllegalArgumentException(
                    "longestPause (" + longestPause + ") must not be below firstPause (" + firstPause + ")");
        }
    }

    /**
     * Returns the defaults, which suit most platforms.
     *
     * @return 3 in a row, pauses of 2 s to 30 s
     */
    public static OutageRules defaults() {
        return builder().build();
    }

    /**
     * Starts with the defaults.
     *
     * @return a new builder
     */
    public static OutageRulesBuilder builder() {
        return new OutageRulesBuilder();
    }

    /**
     * Starts with these rules.
     *
     * @return a new builder
     */
    public OutageRulesBuilder toBuilder() {
        return new OutageRulesBuilder().inARow(inARow).firstPause(firstPause).longestPause(longestPause);
    }
}
