package io.tokenwell.refresh.settings;

import io.tokenwell.spi.SettingChecks;
import java.time.Duration;

/**
 * When a server that refuses refresh tokens is believed. {@code invalid_grant} also means another client's id, another host
 * name of the issuer, a server set back to yesterday: where several accounts are refused one after the other and none is
 * served in between, nobody is marked as needing a login any more, and the platform rests until a probe brings a token.
 * Immutable and safe for use by any thread.
 *
 * <p>Use {@link #builder()} and {@link #toBuilder()}: components may be added, so the canonical constructor is not part of
 * the public API.
 *
 * @param inARow how many different accounts of a platform this instance sees refused in a row before the platform rests, and
 *     how many it redeems at once while none has succeeded; 0: every refusal is believed, and nothing rests
 * @param firstPause from the beginning of a rest to its first probe, and from a probe to the next at first
 * @param longestPause which pauses double up to
 * @param triesMarkedAfter how long after an account was marked it is tried again, by whoever asks for it then; zero: never
 * @since 0.1
 */
public record RefusalRules(int inARow, Duration firstPause, Duration longestPause, Duration triesMarkedAfter) {

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
    }

    /**
     * Returns the defaults, which suit most platforms.
     *
     * @return 3 in a row, pauses of 5 s to 5 min, marked accounts once an hour
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
                .triesMarkedAfter(triesMarkedAfter);
    }
}
