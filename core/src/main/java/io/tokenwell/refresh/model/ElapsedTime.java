package io.tokenwell.refresh.model;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.LongSupplier;

/**
 * Monotonic time that does not stand still with the machine. Linux' own does, while a machine is suspended or a virtual one is
 * paused: a claim would seem to last that others have taken over long ago. The date tells, as it jumps ahead by as much. A clock
 * that was set ahead is taken for the same: then deadlines pass too early, which costs a try (waits that must
 * not: {@link ClaimEnd}). One that is set back changes nothing. Safe for use by any thread.
 */
final class ElapsedTime implements LongSupplier {

    /** Two clocks that are read one after the other differ by less, unless the thread was stopped in between. */
    private static final long NOISE = 100_000_000;

    private static final AtomicReferenceFieldUpdater<ElapsedTime, Standing> STANDING =
            AtomicReferenceFieldUpdater.newUpdater(ElapsedTime.class, Standing.class, "standing");

    private final Clock clock;
    private final LongSupplier monotonic;
    private volatile Standing standing;

    /** How far the date was ahead of monotonic time when last looked at, and how long the machine stood still before. */
    private record Standing(long ahead, long stoodStill) {}

    ElapsedTime(Clock clock, LongSupplier monotonic) {
        this.clock = clock;
        this.monotonic = monotonic;
        this.standing = new Standing(ahead(monotonic.getAsLong()), 0);
    }

    @Override
    public long getAsLong() {
        Standing before = standing;
        long now = monotonic.getAsLong();
        long ahead = ahead(now);
        long jumped = ahead - before.ahead();
        if (Math.abs(jumped) <= NOISE) {
            return now + before.stoodStill();
        }
        Standing after = new Standing(ahead, before.stoodStill() + Math.max(0, jumped));
        // Another thread that has seen the jump counts it: not twice.
        STANDING.compareAndSet(this, before, after);
        return now + standing.stoodStill();
    }

    private long ahead(long now) {
        return clock.millis() * 1_000_000 - now;
    }
}
