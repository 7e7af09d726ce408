package io.tokenwell.refresh;

import java.time.Duration;

/**
 * When a server that refuses refresh tokens is believed. {@code invalid_grant} also means another client's id, another host
 * name of the issuer, a server set back to yesterday: where several accounts are refused one after the other and none is
 * served in between, nobody is marked as needing a login any more, and the platform rests until a probe brings a token.
 * Immutable and safe for use by any thread.
 *
 * @param inARow how many different accounts of a platform this instance sees refused in a row before the platform rests, and
 *     how many it redeems at once while none has succeeded; 0: every refusal is believed, and nothing rests
 * @param firstPause from the beginning of a rest to its first probe, and from a probe to the next at first
 * @param longestPause which pauses double up to
 * @param triesMarkedAfter how long after an account was marked it is tried again, by whoever asks for it then; zero: never
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
        Positive.require("firstPause", firstPause);
        if (longestPause.compareTo(firstPause) < 0) {
            throw new IllegalArgumentException(
                    "longestPause (" + longestPause + ") must not be below firstPause (" + firstPause + ")");
        }
        if (triesMarkedAfter.isNegative()) {
            throw new IllegalArgumentException("triesMarkedAfter must not be negative, but is " + triesMarkedAfter);
        }
    }

    /**
     * For most platforms.
     *
     * @return 3 in a row, pauses of 5 s to 5 min, marked accounts once an hour
     */
    public static RefusalRules defaults() {
        return new RefusalRules(3, Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofHours(1));
    }

    /**
     * These rules with another number.
     *
     * @param accounts how many accounts in a row
     * @return a copy
     */
    public RefusalRules withInARow(int accounts) {
        return new RefusalRules(accounts, firstPause, longestPause, triesMarkedAfter);
    }

    /**
     * These rules with other pauses.
     *
     * @param first before the first probe
     * @param longest between later ones
     * @return a copy
     */
    public RefusalRules withPauses(Duration first, Duration longest) {
        return new RefusalRules(inARow, first, longest, triesMarkedAfter);
    }

    /**
     * These rules with another time for marked accounts.
     *
     * @param age how old a mark must be to be tried again; zero: never
     * @return a copy
     */
    public RefusalRules withTriesMarkedAfter(Duration age) {
        return new RefusalRules(inARow, firstPause, longestPause, age);
    }
}
