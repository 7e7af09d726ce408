package io.tokenwell.example.lab.report;

import io.tokenwell.example.lab.check.Call.Ending;
import io.tokenwell.example.lab.check.CycleHistory;
import io.tokenwell.example.lab.check.Redemption.Verdict;
import io.tokenwell.example.lab.check.Verdicts;

/**
 * Counts of some cycles.
 *
 * @param cycles how many
 * @param hit in how many of them a fault really began
 * @param broken how often the lab itself failed, and nothing was judged
 * @param accounts fresh accounts in all
 * @param calls callers in all
 * @param tokens how many of them got a token
 * @param rotations refresh tokens that were rotated
 * @param duplicates refresh tokens presented again though the first outcome was known
 * @param lost accounts that need a human now
 * @param excused how many of those were lost with a reply that reached nobody
 * @param dead dead tokens served
 * @param hung calls that never ended, or too late
 * @param violations broken invariants of all kinds
 */
public record Tally(
        long cycles,
        long hit,
        long broken,
        long accounts,
        long calls,
        long tokens,
        long rotations,
        long duplicates,
        long lost,
        long excused,
        long dead,
        long hung,
        long violations) {

    static final Tally ZERO = new Tally(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    static final Tally BROKEN = new Tally(0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    static Tally of(Verdicts verdicts) {
        CycleHistory history = verdicts.history();
        return new Tally(
                1,
                history.faults().isEmpty() ? 0 : 1,
                0,
                history.accounts().size(),
                history.calls().size(),
                tokens(history),
                rotations(history),
                count(verdicts, "one-redemption"),
                verdicts.lostAccounts(),
                verdicts.lostReplies().size(),
                count(verdicts, "no-dead-token"),
                count(verdicts, "waiters-end"),
                verdicts.violations().size());
    }

    private static long tokens(CycleHistory history) {
        return history.calls().stream()
                .filter(call -> call.ending() == Ending.TOKEN)
                .count();
    }

    private static long rotations(CycleHistory history) {
        return history.redemptions().stream()
                .filter(redemption -> redemption.verdict() == Verdict.ROTATED)
                .count();
    }

    private static long count(Verdicts verdicts, String invariant) {
        return verdicts.violations().stream()
                .filter(violation -> violation.invariant().equals(invariant))
                .count();
    }

    Tally plus(Tally other) {
        return new Tally(
                cycles + other.cycles,
                hit + other.hit,
                broken + other.broken,
                accounts + other.accounts,
                calls + other.calls,
                tokens + other.tokens,
                rotations + other.rotations,
                duplicates + other.duplicates,
                lost + other.lost,
                excused + other.excused,
                dead + other.dead,
                hung + other.hung,
                violations + other.violations);
    }
}
