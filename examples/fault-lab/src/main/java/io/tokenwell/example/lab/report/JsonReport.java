package io.tokenwell.example.lab.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** All counts, the violations and all lost replies as one JSON object. */
public final class JsonReport {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonReport() {}

    /**
     * A line of the table.
     *
     * @param contestant who was tried
     * @param fault by what
     * @param counts what came of it
     */
    public record Row(String contestant, String fault, Tally counts) {}

    /**
     * Writes the report.
     *
     * @param results what was found
     * @param facts about the run
     * @param file where to
     */
    public static void write(Results results, RunFacts facts, Path file) {
        List<Row> rows = new ArrayList<>();
        results.tallies().forEach((key, tally) -> rows.add(new Row(key.contestant(), key.fault(), tally)));
        Map<String, Tally> totals = new LinkedHashMap<>();
        results.contestants().forEach(contestant -> totals.put(contestant, results.total(contestant)));
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("arguments", facts.arguments());
        report.put("totals", totals);
        report.put("rows", rows);
        report.put("missingCycles", facts.missing());
        report.put("brokenCycles", results.broken());
        report.put(
                "violationsInAll",
                rows.stream().mapToLong(row -> row.counts().violations()).sum());
        report.put("violationsListed", "the first " + Results.LISTED + " of each row");
        report.put("violations", results.violations());
        report.put("lostReplies", results.lostReplies());
        save(MAPPER.writeValueAsString(report), file);
    }

    static void save(String text, Path file) {
        try {
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
