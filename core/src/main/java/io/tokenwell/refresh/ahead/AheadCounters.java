package io.tokenwell.refresh.ahead;

import io.tokenwell.RefreshAheadReport;
import io.tokenwell.spi.AheadOutcome;
import io.tokenwell.spi.RefreshObserver;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Counts what {@link RefreshAheadReport} tells, and reports it to the observer. */
public final class AheadCounters {

    private final RefreshObserver observer;
    private final LongAdder scans = new LongAdder();
    private final LongAdder failedScans = new LongAdder();
    private final AtomicInteger underWay = new AtomicInteger();
    private final LongAdder found = new LongAdder();
    private final Map<AheadOutcome, LongAdder> outcomes = new EnumMap<>(AheadOutcome.class);

    public AheadCounters(RefreshObserver observer) {
        this.observer = observer;
        Arrays.stream(AheadOutcome.values()).forEach(outcome -> outcomes.put(outcome, new LongAdder()));
    }

    void begun() {
        found.increment();
        underWay.incrementAndGet();
    }

    void ended(String platform, AheadOutcome outcome) {
        count(outcome).increment();
        underWay.decrementAndGet();
        observer.onRefreshAhead(platform, outcome);
    }

    void scanned(String platform, boolean answered) {
        (answered ? scans : failedScans).increment();
        observer.onScan(platform, answered);
    }

    public RefreshAheadReport report() {
        return new RefreshAheadReport(
                scans.sum(),
                failedScans.sum(),
                found.sum(),
                count(AheadOutcome.RENEWED).sum(),
                count(AheadOutcome.SKIPPED).sum(),
                count(AheadOutcome.LOGIN_REQUIRED).sum(),
                count(AheadOutcome.FAILED).sum(),
                underWay.get());
    }

    private LongAdder count(AheadOutcome outcome) {
        return outcomes.getOrDefault(outcome, found);
    }
}
