package io.tokenwell.example.benchmarks.storm;

import io.tokenwell.example.benchmarks.fleet.Contestant;
import java.time.Duration;
import java.util.List;

/** How many callers of whom, how often, and how long the endpoint takes, and how long it is held up while callers are weighed. */
record StormPlan(
        List<Contestant> contestants,
        int instances,
        int callersEach,
        List<Duration> latencies,
        Duration heldUp,
        int runs) {

    int callers() {
        return instances * callersEach;
    }
}
