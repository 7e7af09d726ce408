package io.tokenwell.example.lab.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** A real worker process and all that it has said. */
final class WorkerUnderTest implements AutoCloseable {

    final Process process;
    private final Writer orders;
    private final List<String> said = new CopyOnWriteArrayList<>();

    private WorkerUnderTest(Process process) {
        this.process = process;
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::listen, "answers");
        reader.setDaemon(true);
        reader.start();
    }

    static WorkerUnderTest start(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java")));
        command.addAll(List.of("-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path", ""), Worker.class.getName()));
        command.addAll(List.of(arguments));
        try {
            return new WorkerUnderTest(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(said::add);
        } catch (IOException | UncheckedIOException gone) {
            // As good as the end.
        }
    }

    WorkerUnderTest tell(String order) {
        try {
            orders.write(order + "\n");
            orders.flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What follows a beginning of a line, as soon as there is such a line. */
    String answer(String beginning) {
        Awaitility.await(beginning)
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> said.stream().anyMatch(line -> line.startsWith(beginning)));
        return said.stream()
                .filter(line -> line.startsWith(beginning))
                .findFirst()
                .orElseThrow()
                .substring(beginning.length())
                .trim();
    }

    /** Asks, and expects a token. */
    String token(String call, long account) {
        return tell("get " + call + " " + account).answer("ok " + call + " ");
    }

    List<String> said() {
        return List.copyOf(said);
    }

    void endOfInput() {
        try {
            orders.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
