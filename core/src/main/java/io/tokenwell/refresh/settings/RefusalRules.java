package io.tokenwell.refresh.settings;

import io.tokenwell.spi.SettingChecks;
import java.time.Duration;

/**
 * When a server that refuses refresh tokens is believed. {@code invalid_grant} may also mean the id of another client,
 * another host name of the issuer, or a server set back to yesterday. Where several accounts are refused one after the
 * other and none is served in between, no account is marked as needing a login any more, and the platform rests until a
 * probe brings a token. Immutable and safe for use by any thread.
 *
 * <p>Use {@link #builder()} and {@link #toBuilder()}: components may be added, so the canonical constructor is not part
 * of the public API.
 *
 * @param inARow how many different accounts of a platform this instance sees refused in a row before the platform
 *     rests, and how many it redeems at once while none has succeeded; with 0 every refusal is believed, and no
 *     platform rests
 * @param firstPause time from the beginning of a rest to its first probe, and at first from one probe to the next
 * @param longestPause the longest pause, up to which pauses double
 * @param triesMarkedAfter how long after an account was marked it is tried again, at the next call for it; zero: never
 * @param terminalAfter how many refusals in a row, with the pauses of an account between them, it takes to mark it
 * @since 0.1
 */
public record RefusalRules(
        int inARow, Duration firstPause, Duration longestPause, Duration triesMarkedAfter, int terminalAfter) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is out of range, naming it
     */
    public RefusalRules {
        if (inARow < 0) {
            throw new IllegalArgumentException("inARow must not be negative, but is " + inARow);
        }
        SettingChecks.requirePositive("firstPause", firstPause);
        if (longestPause.compareTo(firstPause) < 0) {
            throw new IllegalArgumentException(
                    "longestPause (" + longestPause + ") must not be below firstPause (" + firstPause + ")");
        }
        if (triesMarkedAfter.isNegative()) {
            throw new IllegalArgumentException("triesMarkedAfter must not be negative, but is " + triesMarkedAfter);
        }
        if (terminalAfter < 1) {
            throw new IllegalArgumentException("terminalAfter must be at least 1, but is " + terminalAfter);
        }
    }

    /**
     * Returns the defaults, which suit most platforms.
     *
     * @return 3 in a row, pauses of 5 s to 5 min, marked accounts once an hour, marked at the first refusal
     */
    public static RefusalRules defaults() {
        return builder().build();
    }

    /**
     * Starts with the defaults.
     *
     * @return a new builder
     */
    public static RefusalRulesBuilder builder() {
        return new RefusalRulesBuilder();
    }

    /**
     * Starts with these rules.
     *
     * @return a new builder
     */
    public RefusalRulesBuilder toBuilder() {
        return new RefusalRulesBuilder()
                .inARow(inARow)
                .firstPause(firstPause)
                .longestPause(longestPause)
                .triesMarkedAfter(triesMarkedAfter)
                .terminalAfter(terminalAfter);
    }
}
