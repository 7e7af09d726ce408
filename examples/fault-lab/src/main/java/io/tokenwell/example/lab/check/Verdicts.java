package io.tokenwell.example.lab.check;

import java.util.List;

/**
 * What all invariants together say about one cycle.
 *
 * @param history the cycle
 * @param violations what must not be
 * @param lostReplies lost accounts that nobody could have kept
 * @param lostAccounts lost accounts in all
 */
public record Verdicts(
        CycleHistory history, List<Violation> violations, List<LostReply> lostReplies, int lostAccounts) {

    /** All rules, in the order of the report. */
    public static final List<Invariant> INVARIANTS = List.of(
            new OneRedemption(),
            new AccountKept(),
            new ServedAgain(),
            new WaitersEnd(),
            new WorkersLive(),
            new NoDeadToken(),
            new OwnTokens(),
            new NewestCached(),
            new NothingLeaked(),
            new NewLoginWins());

    /**
     * Judges a cycle.
     *
     * @param history what was recorded
     * @return the verdicts
     */
    public static Verdicts on(CycleHistory history) {
        List<Violation> violations = INVARIANTS.stream()
                .flatMap(invariant -> invariant.violations(history).stream())
                .toList();
        return new Verdicts(
                history,
                violations,
                AccountKept.lostReplies(history),
                AccountKept.lost(history).size());
    }
}
