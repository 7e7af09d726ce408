package io.tokenwell.refresh.model;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.LongSupplier;

/**
 * Monotonic time that goes on while the machine stands still. Linux' own monotonic time stops while a machine is
 * suspended or a virtual one is paused: a claim would seem to last that others have taken over long ago. The date tells
 * how long that was, as it jumps ahead by as much. A clock that was set ahead looks alike: then deadlines pass too
 * early, which costs a try (for waits that must not end early see {@link ClaimEnd}). A clock that is set back changes
 * nothing. Safe for use by any thread.
 */
final class ElapsedTime implements LongSupplier {

    /**
     * Two clocks that are read one after the other differ by less than this, unless the thread was stopped in between.
     */
    private static final long NOISE = 100_000_000;

    private static final AtomicReferenceFieldUpdater<ElapsedTime, Standing> STANDING =
            AtomicReferenceFieldUpdater.newUpdater(ElapsedTime.class, Standing.class, "standing");

    private final Clock clock;
    private final LongSupplier monotonic;
    private volatile Standing standing;

    /**
     * How far the date was ahead of monotonic time at the last look, and how long the machine had stood still before.
     */
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
        // Another thread that has seen this jump counts it: it must not count twice.
        STANDING.compareAndSet(this, before, after);
        return now + standing.stoodStill();
    }

    private long ahead(long now) {
        return clock.millis() * 1_000_000 - now;
    }
}
