package io.tokenwell.example.benchmarks.report;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Results as one JSON object, every run of every figure in it. Has no state, safe for use by any thread. */
public final class JsonResults {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonResults() {}

    /**
     * Writes the results.
     *
     * @param results what was found
     * @param file where to
     */
    public static void write(Results results, Path file) {
        TextFile.write(of(results) + "\n", file);
    }

    static String of(Results results) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("title", results.title());
        json.put("command", results.command());
        json.put("date", results.date().toString());
        json.put("machine", results.machine());
        json.put("figures", results.figures().stream().map(JsonResults::fields).toList());
        return MAPPER.writeValueAsString(json);
    }

    private static Map<String, Object> fields(Figure figure) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("row", figure.row());
        json.put("contestant", figure.contestant());
        json.put("name", figure.name());
        json.put("unit", figure.unit());
        json.put("min", figure.min());
        json.put("median", figure.median());
        json.put("max", figure.max());
        json.put("runs", figure.runs());
        return json;
    }
}
