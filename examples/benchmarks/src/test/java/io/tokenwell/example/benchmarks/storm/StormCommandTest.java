package io.tokenwell.example.benchmarks.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StormCommandTest {

    @Test
    void aQuickStormIsOneRedemptionAndEveryCallerHasTheNewToken(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("storm.json");
        int exit = new CommandLine(new StormCommand()).execute("--quick", "--json", file.toString());
        assertThat(exit).isZero();
        JsonNode results = JsonMapper.shared().readTree(Files.readString(file));
        assertThat(runs(results, "redemptions")).containsExactly(1.0);
        assertThat(runs(results, "callers with an error")).containsExactly(0.0);
        assertThat(runs(results, "callers with another than the new token")).containsExactly(0.0);
        assertThat(runs(results, "wake-up delay max"))
                .singleElement()
                .satisfies(delay -> assertThat(delay).isBetween(0.0, 10_000.0));
        assertThat(runs(results, "callers still waiting at the collection")).containsExactly(200.0);
        assertThat(runs(results, "Redis commands"))
                .singleElement()
                .satisfies(commands -> assertThat(commands).isPositive());
    }

    private static List<Double> runs(JsonNode results, String name) {
        return results.get("figures")
                .valueStream()
                .filter(figure -> figure.get("name").asString().equals(name))
                .filter(figure -> figure.get("contestant").asString().equals("tokenwell"))
                .flatMap(figure -> figure.get("runs").valueStream())
                .map(JsonNode::asDouble)
                .toList();
    }
}
