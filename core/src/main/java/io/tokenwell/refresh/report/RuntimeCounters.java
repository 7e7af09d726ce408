package io.tokenwell.refresh.report;

import io.tokenwell.RuntimeMetrics;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** The ten counters of the original, each counted where the original counts it. */
public final class RuntimeCounters {

    private final Clock clock;
    private final LongAdder refreshRequests = new LongAdder();
    private final LongAdder refreshSuccess = new LongAdder();
    private final LongAdder refreshFailure = new LongAdder();
    private final LongAdder lockAcquireFailure = new LongAdder();
    private final LongAdder lockContention = new LongAdder();
    private final LongAdder lockWaitSamples = new LongAdder();
    private final LongAdder lockWaitTotalMs = new LongAdder();
    private final LongAdder lockWaitHit = new LongAdder();
    private final LongAdder lockWaitMiss = new LongAdder();
    private final AtomicLong lastObservedUnixMs = new AtomicLong();

    public RuntimeCounters(Clock clock) {
        this.clock = clock;
    }

    void refreshRequested() {
        refreshRequests.increment();
        touch();
    }

    void refreshSucceeded() {
        refreshSuccess.increment();
    }

    void refreshFailed() {
        refreshFailure.increment();
    }

    void lockFailed() {
        lockAcquireFailure.increment();
        touch();
    }

    void contended() {
        lockContention.increment();
        touch();
    }

    void waited(Duration wait) {
        lockWaitSamples.increment();
        lockWaitTotalMs.add(wait.toMillis());
        touch();
    }

    void hitAfterWaiting() {
        lockWaitHit.increment();
    }

    void missAfterWaiting() {
        lockWaitMiss.increment();
    }

    public RuntimeMetrics snapshot() {
        return new RuntimeMetrics(
                refreshRequests.sum(),
                refreshSuccess.sum(),
                refreshFailure.sum(),
                lockAcquireFailure.sum(),
                lockContention.sum(),
                lockWaitSamples.sum(),
                lockWaitTotalMs.sum(),
                lockWaitHit.sum(),
                lockWaitMiss.sum(),
                lastObservedUnixMs.get());
    }

    private void touch() {
        lastObservedUnixMs.set(clock.millis());
    }
}
