package io.tokenwell.example.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.example.lab.cycle.Contestant;
import io.tokenwell.example.lab.cycle.FaultKind;
import io.tokenwell.example.lab.report.Results;
import io.tokenwell.example.lab.report.Tally;
import java.io.PrintStream;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A few cycles of every kind of fault over twenty accounts each: Tokenwell breaks nothing. */
class ShortRunTest {

    private static final int CYCLES = 2;
    private static final int ACCOUNTS = 20;
    private static final int INSTANCES = 3;
    /** A step that a fault waits for may not come. */
    private static final int MISSED = 3;

    /** They take their time: once each. */
    private static final Set<FaultKind> LONG =
            EnumSet.of(FaultKind.INTERIM_ANSWER, FaultKind.TERMINATE, FaultKind.SUSPEND, FaultKind.LONG_OUTAGE);

    private static final LabPlan PLAN = new LabPlan(
            List.of(Contestant.TOKENWELL),
            List.of(FaultKind.values()),
            CYCLES,
            CYCLES,
            1,
            ACCOUNTS,
            INSTANCES,
            1,
            "none",
            Duration.ofMinutes(4));

    @Test
    @Timeout(270)
    void everyKindOfFaultLeavesAllInvariantsWhole() {
        Results results = results(System.out);
        long cycles = (long) CYCLES * FaultKind.values().length - LONG.size();
        Tally total = results.total(PLAN.judged());
        assertThat(results.violations()).isEmpty();
        assertThat(results.broken()).isEmpty();
        assertThat(total.hit()).as("cycles in which a fault began").isGreaterThanOrEqualTo(cycles - CYCLES - MISSED);
        assertThat(total.cycles()).isEqualTo(cycles);
        assertThat(total.rotations()).isGreaterThan(total.accounts());
    }

    private static Results results(PrintStream out) {
        Results results = new Results(PLAN.judged());
        try (Bench bench = new Bench(Contestant.TOKENWELL, PLAN, results, out)) {
            for (int round = 0; round < CYCLES; round++) {
                for (FaultKind kind : kinds(round)) {
                    bench.judged(kind, PLAN.seed() + round).ifPresent(results::add);
                }
            }
        }
        return results;
    }

    private static Set<FaultKind> kinds(int round) {
        return round == 0 ? EnumSet.allOf(FaultKind.class) : EnumSet.complementOf(EnumSet.copyOf(LONG));
    }
}
