package io.tokenwell.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * All recorded behaviours, or those of the file named by {@code -Dtokenwell.parity.vectors}, through the real pipeline.
 */
class ParityTest {

    private final Map<String, Integer> excused = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private int matched;
    private int standIns;

    @Test
    void everyVectorMatchesOrIsExcusedByItsDefect() throws IOException {
        List<String> lines = vectors();
        lines.forEach(line -> judge(Vector.parse(line)));
        failures.forEach(System.out::println);
        System.out.println("parity: " + standIns + " vectors without a tag need the stand-in for D20");
        System.out.println(summary(lines.size()));
        assertThat(failures).isEmpty();
        assertThat(lines).isNotEmpty();
    }

    private void judge(Vector vector) {
        Observed seen = new ScriptedWorld(vector, false).run();
        Map<Field, String> differences = Differences.between(vector, seen);
        if (!differences.isEmpty() && vector.shownDefects().isEmpty()) {
            standIns++;
            seen = new ScriptedWorld(vector, true).run();
            differences = Differences.between(vector, seen);
        }
        if (differences.isEmpty()) {
            matched++;
            return;
        }
        Excuses.Verdict verdict = Excuses.judge(vector, seen, differences);
        if (verdict.complaint() == null) {
            excused.merge(verdict.defect(), 1, Integer::sum);
        } else {
            failures.add("parity: FAILED " + vector.id() + " " + vector.defects() + " " + verdict.complaint() + " "
                    + differences);
        }
    }

    private String summary(int all) {
        int excusedInAll = excused.values().stream().mapToInt(Integer::intValue).sum();
        String byDefect = excused.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
        return "parity: %s vectors, %s matched, %s excused (%s), %s failed"
                .formatted(all, matched, excusedInAll, byDefect, failures.size());
    }

    private static List<String> vectors() throws IOException {
        String other = System.getProperty("tokenwell.parity.vectors", "");
        if (!other.isBlank() && !other.startsWith("${")) {
            return Files.readAllLines(Path.of(other)).stream()
                    .filter(line -> !line.isBlank())
                    .toList();
        }
        try (InputStream recorded = ParityTest.class.getResourceAsStream("/parity/public.jsonl")) {
            return new String(Objects.requireNonNull(recorded).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
