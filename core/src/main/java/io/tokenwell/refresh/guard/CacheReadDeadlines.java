package io.tokenwell.refresh.guard;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntPredicate;
import reactor.core.scheduler.Scheduler;

/**
 * Ends cache reads that take too long. One timer for all of them, which runs only while somebody reads: a timer for each
 * would cost more than the read. A read ends between one and one and an eighth times the timeout.
 */
public final class CacheReadDeadlines {

    static final int TICKS = 8;

    private final Scheduler scheduler;
    private final long period;
    private final IntPredicate anyReadUnderWay;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile int tick;

    /** {@code anyReadUnderWay}: shows the tick to all reads, and tells whether one is left. */
    public CacheReadDeadlines(Scheduler scheduler, Duration timeout, IntPredicate anyReadUnderWay) {
        this.scheduler = scheduler;
        this.period = Math.max(1, timeout.toNanos() / TICKS);
        this.anyReadUnderWay = anyReadUnderWay;
    }

    /** Begins to watch, the read being findable already; the tick it begins at. */
    int begun() {
        startUnlessRunning();
        return tick;
    }

    /** Whether what began then has taken so long that its failure was no answer. */
    boolean late(int begun) {
        return (tick - begun) * UnansweredStore.PARTS >= TICKS;
    }

    private void startUnlessRunning() {
        if (!running.get() && running.compareAndSet(false, true)) {
            next();
        }
    }

    private void next() {
        scheduler.schedule(this::ticked, period, TimeUnit.NANOSECONDS);
    }

    /** A read that began while we were about to stop is seen by the second look. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one tick at a time
    private void ticked() {
        tick++;
        boolean left = true;
        try {
            left = anyReadUnderWay.test(tick);
        } finally {
            // Whatever a look has thrown: the others go on being watched.
            if (left) {
                next();
            }
        }
        if (!left) {
            running.set(false);
            if (anyReadUnderWay.test(tick)) {
                startUnlessRunning();
            }
        }
    }
}
