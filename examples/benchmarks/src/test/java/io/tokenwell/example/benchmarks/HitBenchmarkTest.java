package io.tokenwell.example.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command as a user gives it; only the figures of so short a run mean nothing. */
class HitBenchmarkTest {

    @Test
    void aQuickRunMeasuresEveryContestantAndWritesAllFiles(@TempDir Path folder) throws IOException {
        Path json = folder.resolve("hit.json");
        Path markdown = folder.resolve("hit.md");
        Path chart = folder.resolve("hit.png");

        int status = Benchmarks.run(
                "hit",
                "--quick",
                "--json",
                json.toString(),
                "--markdown",
                markdown.toString(),
                "--chart",
                chart.toString());

        assertThat(status).isZero();
        JsonNode figures = new JsonMapper().readTree(Files.readString(json)).path("figures");
        assertThat(figures.valueStream().map(figure -> figure.path("contestant").asString()))
                .contains(
                        "tokenwell-memory", "tokenwell-near", "tokenwell-redis", "original", "lettuce-get", "nano-time")
                .hasSize(3 * 11);
        assertThat(figures.valueStream())
                .filteredOn(figure -> figure.path("name").asString().endsWith("time per call"))
                .allSatisfy(
                        figure -> assertThat(figure.path("median").asDouble()).isPositive());
        assertThat(markdown).content().contains("| 1 thread", "| 8 in flight");
        assertThat(ImageIO.read(chart.toFile()).getWidth()).isEqualTo(1_200);
    }

    @Test
    void argumentsThatAreNoneAreRefused() {
        assertThat(Benchmarks.run("hit", "--runs", "many")).isEqualTo(2);
    }
}
