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
 * @param instance what this process calls itself in claims and messages
 */
record RefreshRuntime(Clock clock, Scheduler scheduler, LongSupplier nanoTime, DoubleSupplier random, String instance) {

    private static final String SEPARATOR = "/";

    /** The variable HOSTNAME, else the process' id. */
    static String ownName() {
        String host = System.getenv("HOSTNAME");
        return host == null || host.isBlank() ? "pid-" + ProcessHandle.current().pid() : host;
    }

    Duration elapsed() {
        return Duration.ofNanos(nanoTime.getAsLong());
    }

    /** A random wait, a factor of 1 - jitter .. 1 + jitter around the given one. */
    Duration jittered(Duration wait, double jitter) {
        double factor = 1 - jitter + random.getAsDouble() * 2 * jitter;
        return Duration.ofNanos((long) (wait.toNanos() * factor));
    }

    /** Unique to an attempt; need not be unguessable, and {@code SecureRandom} blocks. */
    String newOwner() {
        ThreadLocalRandom chance = ThreadLocalRandom.current();
        return instance + SEPARATOR + new UUID(chance.nextLong(), chance.nextLong());
    }

    /** The instance that an owner belongs to. */
    static String instanceOf(String owner) {
        int end = owner.lastIndexOf(SEPARATOR);
        return end < 0 ? owner : owner.substring(0, end);
    }
}
