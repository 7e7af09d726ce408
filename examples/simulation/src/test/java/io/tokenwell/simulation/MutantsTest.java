package io.tokenwell.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A guarantee that is taken out is missed: by a schedule that runs at each build, and that is fine with it. */
class MutantsTest {

    private static final long AT_ONCE = 20;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NO_CLAIM           | REDIS,UNLOCKED,PAUSES | two at a time",
                "NO_COMPARE_AND_SET | FENCED,OPERATOR,COMBO | login overwritten",
                "NO_ESCROW          | LONG_OUTAGE,LONG_LIVED,ROLLING,COMBO,FORGETS | used token sent",
                "NO_NEWER_ONLY      | MIXED,COMBO,PAUSES | old login served",
                "NO_OWNER_CHECK     | UNLOCKED,MIXED,COMBO | two at a time",
                "NO_DETACHMENT      | CALM,PG | rotation lost",
                "NO_SECOND_LOOK     | LONG_OUTAGE,FORGETS,MIXED | used token sent",
                "KEPT_ONCE          | FORGETS,MIXED | used token sent",
                "NO_SWEEP           | LONG_LIVED,ROLLING,COMBO | left in escrow",
                "NO_DATE            | SUSPENDS,MIXED | dead token",
                "HELD_UNAWARES      | UNLOCKED,PG,COMBO | stalled by an orphaned lock",
                "NO_LOCK_PATIENCE   | ORPHAN,REDIS,MIXED | stalled by an orphaned lock"
            })
    void isCaught(Mutant mutant, String kinds, String rule) {
        isCaught(new Variant(mutant, false), kinds, rule);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GRACE_TOO_LONG | UNANSWERED,ENDPOINT | sent again after the grace",
                "NO_REUSE       | CRASHES,UNANSWERED,ORPHAN | lost though it was forgiven"
            })
    void isCaughtWithAServerThatForgives(Mutant mutant, String kinds, String rule) {
        isCaught(new Variant(mutant, true), kinds, rule);
    }

    private static void isCaught(Variant mutant, String kinds, String rule) {
        Optional<Schedule.Outcome> caught = Optional.empty();
        for (long seed = 1; caught.isEmpty() && seed <= SimulationTest.SEEDS_OF_EACH_KIND; seed += AT_ONCE) {
            caught = caught(mutant, Main.kinds(kinds), seed, rule);
        }
        assertThat(caught).as("a schedule that misses %s", mutant.mutant()).isPresent();
        System.out.println(mutant.mutant() + " is caught by "
                + caught.map(each -> each.kind() + ":" + each.seed() + " "
                        + each.violations().get(0)));
    }

    private static Optional<Schedule.Outcome> caught(Variant mutant, List<Kind> kinds, long from, String rule) {
        return new Runs(kinds, from, AT_ONCE, mutant)
                .run(Runtime.getRuntime().availableProcessors()).stream()
                        .filter(each -> Main.rule(each).equals(rule))
                        .filter(outcome -> isFine(outcome, mutant.whole()))
                        .findFirst();
    }

    private static boolean isFine(Schedule.Outcome outcome, Variant variant) {
        return new Schedule(outcome.kind(), outcome.seed(), variant, false)
                .run()
                .violations()
                .isEmpty();
    }
}
