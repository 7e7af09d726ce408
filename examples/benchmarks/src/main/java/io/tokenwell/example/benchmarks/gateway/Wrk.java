package io.tokenwell.example.benchmarks.gateway;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The load generator, as a process. */
record Wrk(int connections) {

    /** Without the filter this one reaches the upstream, which takes any. */
    private static final String AUTHORIZATION = "Authorization: Bearer fixed-token-of-the-client";

    /** On a machine that is busy with other things, the default of 2 s would make errors of late answers. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(20);

    /**
     * Looks for the program.
     *
     * @throws IllegalStateException if it is not there, with what to install
     */
    static void require(String path) {
        boolean found = Stream.of(path.split(Pattern.quote(File.pathSeparator), -1))
                .filter(folder -> !folder.isEmpty())
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "wrk")));
        if (!found) {
            throw new IllegalStateException(
                    "this benchmark needs the program wrk on the PATH; Debian and Ubuntu have it in the package \"wrk\"");
        }
    }

    WrkReport run(String url, Duration time) {
        List<String> command = List.of(
                "wrk",
                "--threads=1",
                "--connections=" + connections,
                "--duration=" + time.toSeconds() + "s",
                "--timeout=" + LONGEST_ANSWER.toSeconds() + "s",
                "--latency",
                "--header=" + AUTHORIZATION,
                url);
        try {
            Process wrk = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            WrkReport report = WrkReport.of(output);
            if (report.failures() > 0) {
                throw new IllegalStateException("some requests failed, so the others say nothing: " + output);
            }
            return report;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run wrk", e);
        }
    }
}
