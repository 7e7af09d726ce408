package io.tokenwell.example.lab.check;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that was recorded of one cycle. Times are milliseconds since its start. Immutable.
 *
 * @param cycle which one
 * @param redemptions the server's ledger, in its order
 * @param calls what callers asked and got
 * @param faults what was injected, and when it was healed
 * @param accounts how the accounts ended
 * @param leftovers what the cycle left behind
 */
public record CycleHistory(
        Cycle cycle,
        List<Redemption> redemptions,
        List<Call> calls,
        List<FaultEvent> faults,
        List<FinalAccount> accounts,
        Leftovers leftovers) {

    /**
     * Copies the lists.
     *
     * @param cycle as above
     * @param redemptions as above
     * @param calls as above
     * @param faults as above
     * @param accounts as above
     * @param leftovers as above
     */
    public CycleHistory {
        redemptions = List.copyOf(redemptions);
        calls = List.copyOf(calls);
        faults = List.copyOf(faults);
        accounts = List.copyOf(accounts);
    }

    /**
     * The ledger's part about one account.
     *
     * @param account its id
     * @return its redemptions, in order
     */
    public Stream<Redemption> redemptionsOf(long account) {
        return redemptions.stream().filter(redemption -> redemption.account() == account);
    }

    /**
     * Faults of one kind that met an instance.
     *
     * @param kind what happened
     * @param instance whom it met
     * @return the events
     */
    public Stream<FaultEvent> faults(FaultEvent.Kind kind, int instance) {
        return faults.stream().filter(fault -> fault.kind() == kind && fault.meets(instance));
    }

    /**
     * When a process stood still, and went on later.
     *
     * @param instance which
     * @return the events
     */
    public Stream<FaultEvent> standstills(int instance) {
        return Stream.concat(faults(FaultEvent.Kind.STOP, instance), faults(FaultEvent.Kind.SUSPEND, instance));
    }

    /**
     * When a process ended by the lab's hand, and was started again.
     *
     * @param instance which
     * @return the events
     */
    public Stream<FaultEvent> restarts(int instance) {
        return Stream.concat(faults(FaultEvent.Kind.KILL, instance), faults(FaultEvent.Kind.TERMINATE, instance));
    }

    /**
     * Which redemption used a refresh token up.
     *
     * @param refreshToken the ledger's name of the token
     * @return the one that rotated it, if any did
     */
    public Optional<Redemption> rotationOf(String refreshToken) {
        return redemptions.stream()
                .filter(redemption -> redemption.verdict() == Redemption.Verdict.ROTATED)
                .filter(redemption -> redemption.refreshToken().equals(refreshToken))
                .findFirst();
    }
}
