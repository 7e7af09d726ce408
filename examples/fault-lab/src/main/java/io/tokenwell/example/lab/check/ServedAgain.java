package io.tokenwell.example.lab.check;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An account that the server would go on rotating is served by every instance in the end: nobody gives up on it, and
 * everybody recovers. The lab's last call to each instance for each account comes after all faults.
 */
final class ServedAgain implements Invariant {

    private record Asked(long account, int instance) {}

    @Override
    public String name() {
        return "served-again";
    }

    @Override
    public List<Violation> violations(CycleHistory history) {
        Set<Long> usable = history.accounts().stream()
                .filter(FinalAccount::usable)
                .map(FinalAccount::account)
                .collect(Collectors.toSet());
        return lastCalls(history).stream()
                .filter(call -> usable.contains(call.account()) && givenUp(call))
                .sorted(Comparator.comparingLong(Call::id))
                .map(call -> new Violation(name(), call.account(), told(call)))
                .toList();
    }

    private static Collection<Call> lastCalls(CycleHistory history) {
        Map<Asked, Call> last = history.calls().stream()
                .collect(Collectors.toMap(
                        call -> new Asked(call.account(), call.instance()),
                        call -> call,
                        (one, other) -> one.id() > other.id() ? one : other));
        return last.values();
    }

    /** What never ended, and who died, is the business of other rules. */
    private static boolean givenUp(Call call) {
        return switch (call.ending()) {
            case RETRYABLE, FINAL, CANCELLED -> true;
            case TOKEN, PROCESS_DIED, NONE -> false;
        };
    }

    private static String told(Call call) {
        return "usable, but the last call " + call.id() + " to instance " + call.instance() + " at " + call.askedAt()
                + " ms ended " + call.ending() + ": " + call.detail();
    }
}
