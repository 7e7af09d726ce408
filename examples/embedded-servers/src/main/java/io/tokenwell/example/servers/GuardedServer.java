package io.tokenwell.example.servers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One server process and its folder under a small shell that outlives this JVM by just long enough to remove both: the
 * pipe to its stdin closes however the JVM ends.
 */
final class GuardedServer implements AutoCloseable {

    private static final Duration READY_LIMIT = Duration.ofSeconds(30);
    private static final int CLOSE_SECONDS = 15;

    private final Path directory;
    private final Process guard;
    private final Writer orders;
    private final BufferedReader replies;
    private long pid;

    private GuardedServer(Process guard) throws IOException {
        this.guard = guard;
        this.orders = guard.outputWriter(StandardCharsets.UTF_8);
        this.replies = guard.inputReader(StandardCharsets.UTF_8);
        @Nullable String made = replies.readLine();
        if (made == null) {
            throw new IOException("the guard ended before its first word");
        }
        this.directory = Path.of(made);
    }

    static GuardedServer open(String name, String stopSignal) {
        try {
            Path temp = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
            return new GuardedServer(guard(temp.resolve("tokenwell-" + name), stopSignal));
        } catch (IOException e) {
            throw new ServerStartException("no shell to guard " + name, e);
        }
    }

    /** In a session of its own where the system can: Ctrl-C in the terminal is for the JVM, which then closes us. */
    private static Process guard(Path folderTemplate, String stopSignal) throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            command.add("/usr/bin/setsid");
        }
        command.addAll(
                List.of("sh", "-c", ServerFiles.text("guard.sh"), "guard", folderTemplate.toString(), stopSignal));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    Path directory() {
        return directory;
    }

    synchronized long pid() {
        return pid;
    }

    /** Runs a command to its end. */
    synchronized void run(List<String> command) {
        String status = order("run " + quoted(command));
        if (!status.equals("0")) {
            throw new ServerStartException(command.get(0) + " ended with status " + status + ": " + log());
        }
    }

    synchronized boolean succeeds(List<String> command) {
        return order("run " + quoted(command)).equals("0");
    }

    /** Starts the server; false if it ended before it wrote the line that says that it is ready. */
    synchronized boolean start(List<String> command, String readyLine) {
        pid = Long.parseLong(order("start " + quoted(command)));
        boolean decided = Waiting.until(READY_LIMIT, () -> log().contains(readyLine) || !alive());
        if (!decided) {
            throw new ServerStartException(command.get(0) + " does not become ready: " + log());
        }
        return alive();
    }

    private boolean alive() {
        return order("alive").equals("yes");
    }

    /** Sends a signal by its name without SIG. */
    synchronized void signal(String name) {
        if (!order("signal " + name).equals("0")) {
            throw new ServerStartException("the server is not running");
        }
    }

    /** Ends the server, keeps its folder. */
    synchronized void halt() {
        order("halt");
    }

    String log() {
        try {
            return Files.readString(directory.resolve("log"), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private String order(String line) {
        try {
            orders.write(line + "\n");
            orders.flush();
            @Nullable String reply = replies.readLine();
            if (reply == null) {
                throw new ServerStartException("the guard of " + directory + " is gone");
            }
            return reply;
        } catch (IOException e) {
            throw new ServerStartException("the guard of " + directory + " is gone", e);
        }
    }

    private static String quoted(List<String> command) {
        return command.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }

    @Override
    public synchronized void close() {
        try (orders;
                replies) {
            orders.close();
            if (!guard.waitFor(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                throw new ServerStartException("the guard of " + directory + " does not end");
            }
        } catch (IOException e) {
            throw new ServerStartException("the guard of " + directory + " cannot be told to end", e);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
