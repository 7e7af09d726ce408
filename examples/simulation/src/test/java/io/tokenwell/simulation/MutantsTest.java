package io.tokenwell.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A guarantee that is taken out is missed: within the seeds that run at each build, and by a schedule that is fine with it. */
class MutantsTest {

    private static final long SEEDS = 160;

    @ParameterizedTest
    @EnumSource(value = Mutant.class, names = "NONE", mode = Mode.EXCLUDE)
    void isCaught(Mutant mutant) {
        assertThat(firstCaught(mutant)).as("schedules that miss %s", mutant).isNotEmpty();
    }

    private static List<String> firstCaught(Mutant mutant) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            for (Kind kind : Kind.values()) {
                Schedule.Outcome outcome = new Schedule(kind, seed, mutant, false).run();
                if (!outcome.violations().isEmpty()
                        && new Schedule(kind, seed, Mutant.NONE, false)
                                .run()
                                .violations()
                                .isEmpty()) {
                    System.out.println(mutant + " is caught by " + kind + ":" + seed + " " + outcome.violations());
                    return outcome.violations();
                }
            }
        }
        return List.of();
    }
}
