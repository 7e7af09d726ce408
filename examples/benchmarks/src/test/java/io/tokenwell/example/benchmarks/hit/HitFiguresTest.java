package io.tokenwell.example.benchmarks.hit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.example.benchmarks.report.Figure;
import java.util.List;
import org.junit.jupiter.api.Test;

class HitFiguresTest {

    @Test
    void runsAreSharedByProcesses() {
        assertThat(HitPlan.of(1).rounds()).containsExactly(1);
        assertThat(HitPlan.of(2).rounds()).containsExactly(1, 1);
        assertThat(HitPlan.of(5).rounds()).containsExactly(3, 2);
        assertThat(HitPlan.of(10).rounds()).containsExactly(3, 3, 2, 2);
    }

    @Test
    void callsAtATimeTakeAsManyTimesAsLong() {
        HitFigures figures = new HitFigures();
        Trial trial = Trial.inProcess("tokenwellMemory", 8);
        figures.add(trial, List.of(new Run(0.1, 48)));
        figures.add(trial, List.of(new Run(0.2, 32)));
        assertThat(figures.all())
                .containsExactly(
                        new Figure(
                                "8 threads",
                                "tokenwell-memory",
                                "in process, time per call",
                                "ns",
                                List.of(80.0, 40.0)),
                        new Figure("8 threads", "tokenwell-memory", "in process, calls", "1/s", List.of(1e8, 2e8)),
                        new Figure(
                                "8 threads",
                                "tokenwell-memory",
                                "in process, allocated per call",
                                "B",
                                List.of(48.0, 32.0)));
    }
}
