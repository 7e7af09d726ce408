package io.tokenwell.example.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.example.lab.cycle.Contestant;
import io.tokenwell.example.lab.cycle.FaultKind;
import io.tokenwell.example.lab.report.Results;
import io.tokenwell.example.lab.report.Tally;
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

    /** They take their time. */
    private static final Set<FaultKind> LONG =
            EnumSet.of(FaultKind.INTERIM_ANSWER, FaultKind.TERMINATE, FaultKind.SUSPEND, FaultKind.LONG_OUTAGE);

    @Test
    @Timeout(240)
    void everyKindOfFaultLeavesAllInvariantsWhole() {
        assertWhole(List.copyOf(EnumSet.complementOf(EnumSet.copyOf(LONG))), CYCLES, MISSED);
    }

    @Test
    @Timeout(120)
    void soDoTheLongKinds() {
        assertWhole(List.copyOf(LONG), 1, 0);
    }

    private static void assertWhole(List<FaultKind> kinds, int cycles, int missed) {
        LabPlan plan = new LabPlan(
                List.of(Contestant.TOKENWELL),
                kinds,
                cycles,
                cycles,
                1,
                ACCOUNTS,
                INSTANCES,
                1,
                "none",
                Duration.ofMinutes(4));
        Results results = LabRun.of(plan, System.out);
        Tally total = results.total("tokenwell");
        long faults = (long) cycles
                * kinds.stream().filter(kind -> kind != FaultKind.NONE).count();
        assertThat(results.violations()).isEmpty();
        assertThat(results.broken()).isEmpty();
        assertThat(plan.missing(results)).isEmpty();
        assertThat(total.hit()).as("cycles in which a fault began").isGreaterThanOrEqualTo(faults - missed);
        assertThat(total.cycles()).isEqualTo((long) cycles * kinds.size());
        assertThat(total.rotations()).isGreaterThan(total.accounts());
    }
}
