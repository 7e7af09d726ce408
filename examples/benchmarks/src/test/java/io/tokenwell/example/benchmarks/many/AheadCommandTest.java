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

class AheadCommandTest {

    @Test
    void aQuickRunRenewsEachTokenOnceBeforeItsEnd(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("ahead.json");
        Path tables = folder.resolve("ahead.md");
        int exit = new CommandLine(new AheadCommand())
                .execute("--quick", "--json", file.toString(), "--markdown", tables.toString());
        assertThat(exit).isZero();
        JsonNode results = JsonMapper.shared().readTree(Files.readString(file));
        assertThat(figure(results, "tokens", "tokens that ended")).isEqualTo(200);
        assertThat(figure(results, "tokens", "redemptions")).isEqualTo(200);
        assertThat(figure(results, "tokens", "redeemed again")).isZero();
        assertThat(figure(results, "tokens", "redeemed though they live on")).isZero();
        assertThat(figure(results, "tokens", "ended before they were redeemed")).isZero();
        assertThat(figure(results, "tokens", "rows without a renewed token")).isZero();
        assertThat(figure(results, "per redemption", "SQL statements")).isBetween(2.0, 4.0);
        assertThat(Files.readString(tables)).contains("100 % of the time");
    }

    private static double figure(JsonNode results, String name, String row) {
        return results.get("figures")
                .valueStream()
                .filter(figure -> figure.get("name").asString().equals(name))
                .filter(figure -> figure.get("row").asString().equals(row))
                .mapToDouble(figure -> figure.get("median").asDouble())
                .findFirst()
                .orElseThrow();
    }
}
