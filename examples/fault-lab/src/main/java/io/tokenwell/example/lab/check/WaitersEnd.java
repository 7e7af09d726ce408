package io.tokenwell.example.lab.check;

import io.tokenwell.example.lab.check.FaultEvent.Kind;
import java.util.List;

/** Every call ends within patience and timeouts; for as long as its process is stopped, the clock stands still. */
final class WaitersEnd implements Invariant {

    static final long BOUND_MILLIS = 12_000;

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
        return history.faults(Kind.STOP, call.instance())
                .filter(fault -> fault.during(call.askedAt(), call.endedAt()))
                .mapToLong(fault -> fault.until() - fault.from())
                .sum();
    }

    private static String told(Call call) {
        String asked = "call " + call.id() + " to instance " + call.instance() + " at " + call.askedAt() + " ms ";
        return call.ending() == Call.Ending.NONE
                ? asked + "never ended"
                : asked + "ended after " + (call.endedAt() - call.askedAt()) + " ms";
    }
}
