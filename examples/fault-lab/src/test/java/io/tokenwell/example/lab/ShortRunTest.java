package io.tokenwell.example.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.example.lab.cycle.Contestant;
import io.tokenwell.example.lab.cycle.FaultKind;
import io.tokenwell.example.lab.report.Results;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A few cycles of every kind of fault over twenty accounts each: Tokenwell breaks nothing. */
class ShortRunTest {

    private static final int CYCLES = 2;
    private static final int ACCOUNTS = 20;
    private static final int INSTANCES = 3;
    /** A step that a fault waits for may not come. */
    private static final int MISSED = 3;

    @Test
    @Timeout(240)
    void everyKindOfFaultLeavesAllInvariantsWhole() {
        LabPlan plan = new LabPlan(
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
        Results results = LabRun.of(plan, System.out);
        assertThat(results.violations()).isEmpty();
        assertThat(results.broken()).isEmpty();
        assertThat(plan.missing(results)).isEmpty();
        assertThat(results.total("tokenwell").hit())
                .as("cycles in which a fault began")
                .isGreaterThanOrEqualTo((long) CYCLES * (FaultKind.values().length - 1) - MISSED);
        assertThat(results.total("tokenwell").cycles()).isEqualTo((long) CYCLES * FaultKind.values().length);
        assertThat(results.total("tokenwell").rotations())
                .isGreaterThan(results.total("tokenwell").accounts());
    }
}
