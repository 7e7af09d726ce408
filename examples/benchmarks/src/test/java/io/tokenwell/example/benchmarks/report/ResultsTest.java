package io.tokenwell.example.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ResultsTest {

    private static final Results RESULTS = new Results(
            "A hit",
            "benchmarks hit",
            Instant.parse("2026-01-02T03:04:05Z"),
            "2 cores",
            List.of(
                    new Figure("1 thread", "ours", "time", "ns", List.of(3.0, 1.0, 2.0)),
                    new Figure("1 thread", "floor", "time", "ns", List.of(0.5)),
                    new Figure("2 threads", "ours", "time", "ns", List.of(1234.0, 4321.0)),
                    new Figure("1 thread", "ours", "allocation", "B", List.of(0.0)),
                    new Figure("1 thread", "floor", "allocation", "B", List.of(48.0))));

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
        Figure even = new Figure("row", "contestant", "name", "unit", List.of(9.0, 1.0, 3.0, 2.0));
        assertThat(even.median()).isCloseTo(2.5, within(1e-9));
        assertThat(even.min()).isEqualTo(1);
        assertThat(even.max()).isEqualTo(9);
    }

    @Test
    void aTablePerQuantityHasALinePerSituationAndAColumnPerContestant() {
        assertThat(MarkdownResults.of(RESULTS)).isEqualTo("""
                        ### A hit

                        | time, ns  |                  ours | floor |
                        |-----------|----------------------:|------:|
                        | 1 thread  |    2.00 (1.00 - 3.00) |  0.50 |
                        | 2 threads | 2,778 (1,234 - 4,321) |       |

                        | allocation, B | ours | floor |
                        |---------------|-----:|------:|
                        | 1 thread      |    0 |  48.0 |

                        `benchmarks hit`, 2026-01-02, 2 cores. Median of the runs (least - greatest).
                        """);
    }

    @Test
    void theJsonHasEveryRun() {
        JsonNode json = new JsonMapper().readTree(JsonResults.of(RESULTS));
        assertThat(json.path("date").asString()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(json.path("figures")).hasSize(5);
        JsonNode first = json.path("figures").path(0);
        assertThat(first.path("median").asDouble()).isEqualTo(2);
        assertThat(first.path("runs")).hasSize(3);
    }

    @Test
    void theChartIsOneImageWithAPanelPerQuantity(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("chart.png");
        ChartImage.write(RESULTS, file);
        assertThat(Files.size(file)).isGreaterThan(5_000);
        assertThat(ImageIO.read(file.toFile()).getHeight()).isEqualTo(840);
    }
}
