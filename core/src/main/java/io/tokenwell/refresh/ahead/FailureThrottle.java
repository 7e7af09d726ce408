package io.tokenwell.refresh.ahead;

import io.tokenwell.refresh.model.RefreshRuntime;
import io.tokenwell.spi.AheadOutcome;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How long to hold back before the next refresh ahead. Where one refresh after the other fails, the endpoint or a store
 * is down, and asking on for thousands of accounts would not mend it. But no account is left out, as a few may always
 * fail. Safe for use by any thread.
 */
public final class FailureThrottle {

    private static final int IN_A_ROW = 10;
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final int DOUBLINGS = 7;
    private static final double JITTER = 0.2;

    private final RefreshRuntime runtime;
    private final AtomicInteger failures = new AtomicInteger();
    private volatile Duration failedAt = Duration.ZERO;

    public FailureThrottle(RefreshRuntime runtime) {
        this.runtime = runtime;
    }

    void ended(AheadOutcome outcome) {
        if (outcome == AheadOutcome.FAILED) {
            failedAt = runtime.elapsed();
            failures.incrementAndGet();
        } else if (outcome == AheadOutcome.RENEWED) {
            failures.set(0);
        }
    }

    /**
     * Returns the time left to hold back, counted from the last failure: an account that was left to other instances
     * since then has kept no further one waiting.
     */
    Duration left() {
        Duration left = held(failures.get()).minus(runtime.elapsed().minus(failedAt));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private Duration held(int inARow) {
        if (inARow < IN_A_ROW) {
            return Duration.ZERO;
        }
        Duration doubled = FIRST_WAIT.multipliedBy(1L << Math.min(DOUBLINGS, inARow - IN_A_ROW));
        return runtime.jittered(doubled.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : doubled, JITTER);
    }
}
