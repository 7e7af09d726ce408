package io.tokenwell.example.cli;

import io.tokenwell.example.cli.CliSite.Run;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Imports from standard input, and what their summaries say. */
final class ImportRun {

    private ImportRun() {}

    static Run imported(String input, String... options) {
        String[] arguments =
                Stream.concat(Stream.of("import", "-"), Stream.of(options)).toArray(String[]::new);
        return CliSite.shared().run(CliSite.shared().environment(), input, arguments);
    }

    static Map<String, Long> counts(Run run) {
        return run.json().properties().stream()
                .filter(entry -> entry.getValue().isNumber())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().asLong()));
    }

    static Map<Long, String> reasons(Run run) {
        return StreamSupport.stream(run.json().get("failures").spliterator(), false)
                .collect(Collectors.toMap(
                        (JsonNode failure) -> failure.get("record").asLong(),
                        failure -> failure.get("reason").asString()));
    }
}
