package io.tokenwell.example.lab.check;

import java.util.List;
import java.util.stream.Stream;

/**
 * Every call ends within patience and timeouts; for as long as its process is stopped, or dead and being started again,
 * the clock stands still.
 */
final class WaitersEnd implements Invariant {

    /** A patience of 4 s, the timeouts of what may be under way at its end, and as much again for the machine. */
    static final long BOUND_MILLIS = 8_000;

    @Override
    public String name() {
        return "waiters-end";
    }

    @Override
    public List<Violation> violations(CycleHistory history) {
        return history.calls().stream()
                .filter(call -> hung(call, history))
                .map(call -> new Violation(name(), call.account(), told(call)))
                .toList();
    }

    private static boolean hung(Call call, CycleHistory history) {
        return call.ending() == Call.Ending.NONE
                || call.endedAt() - call.askedAt() - stopped(call, history) > BOUND_MILLIS;
    }

    private static long stopped(Call call, CycleHistory history) {
        return Stream.concat(history.standstills(call.instance()), history.restarts(call.instance()))
                .mapToLong(fault -> shared(fault, call))
                .sum();
    }

    private static long shared(FaultEvent fault, Call call) {
        return Math.max(0, Math.min(fault.until(), call.endedAt()) - Math.max(fault.from(), call.askedAt()));
    }

    private static String told(Call call) {
        String asked = "call " + call.id() + " to instance " + call.instance() + " at " + call.askedAt() + " ms ";
        return call.ending() == Call.Ending.NONE
                ? asked + "never ended"
                : asked + "ended after " + (call.endedAt() - call.askedAt()) + " ms";
    }
}
