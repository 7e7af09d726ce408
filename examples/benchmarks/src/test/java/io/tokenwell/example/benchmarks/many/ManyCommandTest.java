package io.tokenwell.example.benchmarks.many;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ManyCommandTest {

    @Test
    void aQuickRunRedeemsEachExpiryThatIsAskedForOnce(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("many.json");
        int exit = new CommandLine(new ManyCommand()).execute("--quick", "--json", file.toString());
        assertThat(exit).isZero();
        JsonNode results = JsonMapper.shared().readTree(Files.readString(file));
        double due = figure(results, "expiries", "came due and were asked for");
        assertThat(due).isPositive();
        assertThat(figure(results, "expiries", "redemptions")).isEqualTo(due);
        assertThat(figure(results, "expiries", "redeemed again")).isZero();
        assertThat(figure(results, "expiries", "not redeemed")).isZero();
        assertThat(figure(results, "expiries", "redeemed too early")).isZero();
        assertThat(figure(results, "wrong answers", "errors")).isZero();
        assertThat(figure(results, "calls of all", "without SQL")).isBetween(50.0, 99.9);
        assertThat(figure(results, "per call", "SQL statements")).isBetween(0.001, 1.0);
        assertThat(figure(results, "per call", "Redis commands")).isPositive();
    }

    private static double figure(JsonNode results, String name, String row) {
        return results.get("figures")
                .valueStream()
                .filter(figure -> figure.get("name").asString().equals(name))
                .filter(figure -> figure.get("row").asString().equals(row))
                .filter(figure -> figure.get("contestant").asString().equals("tokenwell"))
                .mapToDouble(figure -> figure.get("median").asDouble())
                .findFirst()
                .orElseThrow();
    }
}
