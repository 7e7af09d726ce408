package io.tokenwell.example.benchmarks.many;

import io.tokenwell.example.benchmarks.fleet.Contestant;
import java.time.Duration;
import java.util.List;

/**
 * How many accounts, of which so many come due evenly while the traffic runs; calls per second, of all instances; how long
 * the endpoint takes.
 */
record ManyPlan(
        List<Contestant> contestants,
        int instances,
        int accounts,
        int due,
        int rate,
        Duration time,
        Duration latency,
        int runs) {

    /** On a slow machine. */
    private static final int LOADED_PER_SECOND = 1_000;

    private static final Duration PREPARING = Duration.ofSeconds(3);

    ManyPlan {
        if (due > accounts / 2) {
            throw new IllegalArgumentException(
                    "of " + accounts + " accounts " + due + " cannot come due: at most half");
        }
    }

    int calls() {
        return (int) (rate * time.toSeconds());
    }

    /** Accounts that do not come due. */
    int lasting() {
        return accounts - due;
    }

    /** What it takes to log in and to load those who come due. */
    Duration loadingDue() {
        return PREPARING.plusSeconds(due / LOADED_PER_SECOND);
    }
}
