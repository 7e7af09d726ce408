package io.tokenwell.refresh.model;

import io.tokenwell.ShownText;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Where time, waiting and chance come from, so that the whole library can run in virtual time.
 *
 * @param clock tells the date, for expiries
 * @param scheduler waits
 * @param nanoTime tells the time that has elapsed, for deadlines
 * @param monotonic tells the time that has elapsed at least
 * @param random draws evenly from 0 to below 1
 * @param instance what this process calls itself in claims and messages
 * @param owners how many names of attempts were given out
 */
public record RefreshRuntime(
        Clock clock,
        Scheduler scheduler,
        LongSupplier nanoTime,
        LongSupplier monotonic,
        DoubleSupplier random,
        String instance,
        AtomicLong owners) {

    private static final String SEPARATOR = "/";

    /** As many numbers as a double holds evenly. */
    private static final double BITS = 1L << 53;

    /** Creates the runtime of a machine that may be suspended. */
    public static RefreshRuntime of(
            Clock clock, @Nullable Scheduler given, LongSupplier monotonic, DoubleSupplier random, String instance) {
        LongSupplier elapsed = new ElapsedTime(clock, monotonic);
        Scheduler scheduler = given == null ? Schedulers.parallel() : given;
        return new RefreshRuntime(clock, scheduler, elapsed, monotonic, random, instance, new AtomicLong());
    }

    public RefreshRuntime(
            Clock clock, Scheduler scheduler, LongSupplier nanoTime, DoubleSupplier random, String instance) {
        this(clock, scheduler, nanoTime, nanoTime, random, instance, new AtomicLong());
    }

    /** Returns the variable HOSTNAME, else the process' id. */
    public static String ownName() {
        String host = System.getenv("HOSTNAME");
        return host == null || host.isBlank() ? "pid-" + ProcessHandle.current().pid() : host;
    }

    /** Draws a number evenly from 0 to below 1. */
    public static double chance() {
        return ThreadLocalRandom.current().nextDouble();
    }

    public Duration elapsed() {
        return Duration.ofNanos(nanoTime.getAsLong());
    }

    /**
     * Returns the time that has passed for certain: it stands still with a suspended machine, and no date that was set
     * moves it.
     */
    public Duration leastElapsed() {
        return Duration.ofNanos(monotonic.getAsLong());
    }

    /** Returns a random wait: the given one times a factor of 1 - jitter .. 1 + jitter. */
    public Duration jittered(Duration wait, double jitter) {
        double factor = 1 - jitter + random.getAsDouble() * 2 * jitter;
        return Duration.ofNanos((long) (wait.toNanos() * factor));
    }

    /**
     * Returns a name that is unique to an attempt: by 106 drawn bits in the fleet, by its number in this process. It
     * need not be unguessable, and {@code SecureRandom} blocks. A source that draws the same number twice is not
     * random, and two processes of one name may both have it: then the system's source is used, as two attempts of one
     * name would both be granted lock and claim.
     */
    public String newOwner() {
        long drawn = (long) (random.getAsDouble() * BITS);
        long more = (long) (random.getAsDouble() * BITS);
        return instance + SEPARATOR + (drawn == more ? ownChance() : new UUID(drawn, more)) + "-"
                + owners.incrementAndGet();
    }

    private static UUID ownChance() {
        ThreadLocalRandom chance = ThreadLocalRandom.current();
        return new UUID(chance.nextLong(), chance.nextLong());
    }

    /** Returns the instance that an owner in the table belongs to, made fit to be shown. */
    public static String instanceOf(String owner) {
        int end = owner.lastIndexOf(SEPARATOR);
        return ShownText.line(end < 0 ? owner : owner.substring(0, end));
    }
}
