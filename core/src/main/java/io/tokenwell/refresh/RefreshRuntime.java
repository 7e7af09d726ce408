package io.tokenwell.refresh;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import reactor.core.scheduler.Scheduler;

/**
 * Where time, waiting and chance come from, so that all of it can run in virtual time.
 *
 * @param clock tells the date, for expiries
 * @param scheduler waits
 * @param nanoTime tells time that no clock correction moves, for deadlines
 * @param random draws evenly from 0 to below 1
 */
record RefreshRuntime(Clock clock, Scheduler scheduler, LongSupplier nanoTime, DoubleSupplier random) {

    Duration elapsed() {
        return Duration.ofNanos(nanoTime.getAsLong());
    }

    /** Unique to an attempt; need not be unguessable, and {@code SecureRandom} blocks. */
    static String newOwner() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
