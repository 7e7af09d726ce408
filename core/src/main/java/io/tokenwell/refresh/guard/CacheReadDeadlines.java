package io.tokenwell.refresh.guard;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntPredicate;
import reactor.core.scheduler.Scheduler;

/**
 * Ends cache reads that take too long. One timer watches all of them, and runs only while a read is under way: a timer
 * for each would cost more than the read. A read ends between one and one and an eighth times the timeout.
 */
public final class CacheReadDeadlines {

    static final int TICKS = 8;

    private final Scheduler scheduler;
    private final long period;
    private final IntPredicate anyReadUnderWay;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile int tick;

    /** Creates the deadlines; {@code anyReadUnderWay} shows the tick to all reads, and tells whether one is left. */
    public CacheReadDeadlines(Scheduler scheduler, Duration timeout, IntPredicate anyReadUnderWay) {
        this.scheduler = scheduler;
        this.period = Math.max(1, timeout.toNanos() / TICKS);
        this.anyReadUnderWay = anyReadUnderWay;
    }

    /**
     * Begins to watch a read, which {@code anyReadUnderWay} must be able to find already. Returns the tick it begins
     * at.
     */
    int begun() {
        startUnlessRunning();
        return tick;
    }

    /** Reports whether a read that began at this tick has taken so long that its failure was no answer. */
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

    /**
     * Counts a tick and shows it to all reads. The second look sees a read that began while the timer was about to
     * stop.
     */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one tick at a time
    private void ticked() {
        tick++;
        boolean left = true;
        try {
            left = anyReadUnderWay.test(tick);
        } finally {
            // The other reads stay watched, whatever a look has thrown.
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
