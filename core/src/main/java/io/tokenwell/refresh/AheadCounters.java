package io.tokenwell.refresh;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Counts what {@link RefreshAheadReport} tells. */
final class AheadCounters {

    final LongAdder looks = new LongAdder();
    final LongAdder failedLooks = new LongAdder();
    final AtomicInteger underWay = new AtomicInteger();
    private final LongAdder found = new LongAdder();
    private final Map<Outcome, LongAdder> outcomes = new EnumMap<>(Outcome.class);

    /** What became of an account that was found. */
    enum Outcome {
        RENEWED,
        LEFT,
        LOGIN_REQUIRED,
        FAILED
    }

    AheadCounters() {
        Arrays.stream(Outcome.values()).forEach(outcome -> outcomes.put(outcome, new LongAdder()));
    }

    void begun() {
        found.increment();
        underWay.incrementAndGet();
    }

    void ended(Outcome outcome) {
        count(outcome).increment();
        underWay.decrementAndGet();
    }

    RefreshAheadReport report() {
        return new RefreshAheadReport(
                looks.sum(),
                failedLooks.sum(),
                found.sum(),
                count(Outcome.RENEWED).sum(),
                count(Outcome.LEFT).sum(),
                count(Outcome.LOGIN_REQUIRED).sum(),
                count(Outcome.FAILED).sum(),
                underWay.get());
    }

    private LongAdder count(Outcome outcome) {
        return outcomes.getOrDefault(outcome, found);
    }
}
