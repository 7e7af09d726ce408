package io.tokenwell.example.lab.worker.tokenwell;

import java.util.Arrays;
import java.util.Locale;

/** Which protection is taken out. */
enum Mutant {
    /** None: the library as it is. */
    NONE,
    /** Locks and claims are freed by whoever comes, not by their owner only. */
    OWNER_CHECK,
    /** Everybody gets the claim, and the lock. */
    CLAIM,
    /** Redeemed credentials are written whatever the row has become. */
    COMPARE_AND_SET,
    /** When the last caller leaves, the work stops. */
    DETACHMENT,
    /** Nothing is kept of what could not be stored at the first try. */
    ESCROW,
    /** The cache takes older tokens over newer ones. */
    NEWER_ONLY,
    /** Locks and claims are never freed: they end when their time is over. */
    RELEASE;

    /** As it is called on the command line: {@code owner-check} and so on. */
    static Mutant of(String label) {
        return Arrays.stream(values())
                .filter(mutant -> mutant.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such mutant: " + label));
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
