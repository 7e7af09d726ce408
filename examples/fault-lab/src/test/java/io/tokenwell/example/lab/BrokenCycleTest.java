package io.tokenwell.example.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.example.lab.cycle.Contestant;
import io.tokenwell.example.lab.cycle.FaultKind;
import io.tokenwell.example.lab.report.Results;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BrokenCycleTest {

    /** No schedule can be made for them: a failure of the lab itself. */
    private static final int NO_INSTANCES = 0;

    private static final LabPlan PLAN = new LabPlan(
            List.of(Contestant.TOKENWELL),
            List.of(FaultKind.NONE),
            1,
            1,
            1,
            1,
            NO_INSTANCES,
            1,
            "none",
            Duration.ofMinutes(2));

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    void aCycleThatBreaksIsRunOnceMoreAndCountedAndItsLogsAreKept() throws IOException {
        Results results = LabRun.of(PLAN, new PrintStream(said, true, StandardCharsets.UTF_8));
        assertThat(results.broken()).hasSize(2);
        assertThat(results.total("tokenwell").cycles()).isZero();
        assertThat(PLAN.missing(results)).containsExactly("tokenwell none: 0 of 1 cycles");
        for (Results.Broken broken : results.broken()) {
            assertThat(said.toString(StandardCharsets.UTF_8))
                    .contains("broken cycle: tokenwell none:1 " + broken.why());
            Path logs = Path.of(broken.why().replaceFirst(".*logs of the workers: ", ""));
            assertThat(logs).isDirectory();
            Files.delete(logs);
        }
    }

    @Test
    void eachSiteBeginsElsewhere() {
        LabPlan plan = new LabPlan(
                List.of(Contestant.TOKENWELL),
                List.of(FaultKind.values()),
                1,
                1,
                3,
                1,
                1,
                1,
                "none",
                Duration.ofMinutes(2));
        assertThat(List.of(plan.faultsOf(0), plan.faultsOf(1), plan.faultsOf(2)))
                .allSatisfy(order -> assertThat(order).containsExactlyInAnyOrder(FaultKind.values()))
                .extracting(order -> order.get(0))
                .doesNotHaveDuplicates();
    }
}
