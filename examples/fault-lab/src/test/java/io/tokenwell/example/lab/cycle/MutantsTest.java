package io.tokenwell.example.lab.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.example.lab.check.Verdicts;
import io.tokenwell.example.lab.check.Violation;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The lab sees each protection that is missing, by the one rule that protection is for, and nothing else. */
class MutantsTest {

    private static final int INSTANCES = 3;
    /** Schedules meet real processes: a step may come too early or too late once. */
    private static final int TRIES = 3;

    @ParameterizedTest
    @EnumSource(Directed.class)
    void withoutAProtectionItsInvariantAndNoOtherIsBroken(Directed directed) {
        try (CycleRunner runner = runner(directed.mutant())) {
            assertThat(broken(runner, directed)).containsExactly(directed.invariant);
        }
    }

    @Test
    void withAllProtectionsTheSameSchedulesBreakNothing() {
        try (CycleRunner runner = runner("none")) {
            for (Directed directed : Directed.values()) {
                assertThat(violations(runner, directed)).as(directed.mutant()).isEmpty();
            }
        }
    }

    private static Set<String> broken(CycleRunner runner, Directed directed) {
        Set<String> broken = Set.of();
        for (int attempt = 0; attempt < TRIES && broken.isEmpty(); attempt++) {
            broken = violations(runner, directed).stream()
                    .map(Violation::invariant)
                    .collect(Collectors.toSet());
        }
        return broken;
    }

    private static List<Violation> violations(CycleRunner runner, Directed directed) {
        return Verdicts.on(runner.run(directed.schedule())).violations();
    }

    private static CycleRunner runner(String mutant) {
        CycleRunner runner = new CycleRunner(Site.open(Contestant.TOKENWELL, INSTANCES, mutant), Directed.ACCOUNTS);
        runner.run(Directed.warmUp(INSTANCES));
        return runner;
    }
}
