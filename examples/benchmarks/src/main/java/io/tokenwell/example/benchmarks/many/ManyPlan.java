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

    private static final int LOADED_PER_SECOND = 2_500;
    private static final long PREPARING_MILLIS = 5_000;

    int calls() {
        return (int) (rate * time.toSeconds());
    }

    /** What loading takes, on a slow machine. */
    long loadingMillis() {
        return PREPARING_MILLIS + accounts * 1_000L / LOADED_PER_SECOND;
    }
}
