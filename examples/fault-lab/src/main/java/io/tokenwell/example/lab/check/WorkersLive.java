package io.tokenwell.example.lab.check;

import io.tokenwell.example.lab.check.Call.Ending;
import io.tokenwell.example.lab.check.FaultEvent.Kind;
import java.util.List;
import java.util.stream.Stream;

/** No process dies but by the lab's hand, and one that is asked to end does so in time. */
final class WorkersLive implements Invariant {

    @Override
    public String name() {
        return "workers-live";
    }

    @Override
    public List<Violation> violations(CycleHistory history) {
        return Stream.concat(died(history), endless(history)).toList();
    }

    /** One for each process, however many calls died with it. */
    private Stream<Violation> died(CycleHistory history) {
        return history.calls().stream()
                .filter(call -> call.ending() == Ending.PROCESS_DIED && !killed(call, history))
                .map(Call::instance)
                .distinct()
                .map(instance -> new Violation(name(), 0, "instance " + instance + " died, and nobody had killed it"));
    }

    private Stream<Violation> endless(CycleHistory history) {
        return history.faults().stream()
                .filter(fault -> fault.kind() == Kind.TERMINATE)
                .filter(fault -> fault.until() - fault.from() >= FaultEvent.TERMINATION_MILLIS)
                .map(fault -> new Violation(
                        name(),
                        0,
                        "instance " + fault.instance() + " did not end when it was asked to at " + fault.from()));
    }

    private static boolean killed(Call call, CycleHistory history) {
        return history.restarts(call.instance()).anyMatch(kill -> kill.during(call.askedAt(), call.endedAt()));
    }
}
