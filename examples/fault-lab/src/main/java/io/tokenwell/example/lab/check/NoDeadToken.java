package io.tokenwell.example.lab.check;

import io.tokenwell.example.lab.check.FaultEvent.Kind;
import java.util.List;

/** A token that was answered as a success had not expired, as far as the instance's clock could tell. */
final class NoDeadToken implements Invariant {

    private static final long ON_THE_WAY_MILLIS = 250;
    /** A process that wakes up has much to do at once, and delivers first what it had. */
    private static final long WAKING_MILLIS = 400;
    /** From the lab's order to stop to the process' last step. */
    private static final long SIGNAL_MILLIS = 150;

    @Override
    public String name() {
        return "no-dead-token";
    }

    @Override
    public List<Violation> violations(CycleHistory history) {
        return history.calls().stream()
                .filter(call -> call.ending() == Call.Ending.TOKEN)
                .filter(call -> answeredBy(call, history) > call.expiresAt() + tolerance(call, history))
                .map(call -> new Violation(
                        name(),
                        call.account(),
                        "call " + call.id() + " to instance " + call.instance() + " got " + call.detail() + " "
                                + (call.endedAt() - call.expiresAt()) + " ms after its end"))
                .toList();
    }

    /** A process that was stopped with the answer in its hands answered when it was stopped; other answers are of now. */
    private static long answeredBy(Call call, CycleHistory history) {
        return history.standstills(call.instance())
                .filter(stop -> call.askedAt() <= stop.from() + SIGNAL_MILLIS && call.endedAt() >= stop.from())
                .filter(stop -> call.endedAt() <= stop.until() + WAKING_MILLIS)
                .mapToLong(stop -> Math.max(stop.from(), call.askedAt()))
                .reduce(call.endedAt(), Math::min);
    }

    private static long tolerance(Call call, CycleHistory history) {
        return history.faults(Kind.CLOCK, call.instance())
                        .filter(fault -> fault.during(call.askedAt(), call.endedAt()))
                        .mapToLong(fault -> Math.abs(fault.amount()))
                        .reduce(0, Math::max)
                + ON_THE_WAY_MILLIS;
    }
}
