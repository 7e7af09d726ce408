package io.tokenwell.example.lab.check;

import io.tokenwell.example.lab.check.Call.Ending;
import io.tokenwell.example.lab.check.FaultEvent.Kind;
import java.util.List;

/** No process dies but by the lab's hand. */
final class WorkersLive implements Invariant {

    @Override
    public String name() {
        return "workers-live";
    }

    /** One for each process, however many calls died with it. */
    @Override
    public List<Violation> violations(CycleHistory history) {
        return history.calls().stream()
                .filter(call -> call.ending() == Ending.PROCESS_DIED && !killed(call, history))
                .map(Call::instance)
                .distinct()
                .map(instance -> new Violation(name(), 0, "instance " + instance + " died, and nobody had killed it"))
                .toList();
    }

    private static boolean killed(Call call, CycleHistory history) {
        return history.faults(Kind.KILL, call.instance()).anyMatch(kill -> kill.during(call.askedAt(), call.endedAt()));
    }
}
