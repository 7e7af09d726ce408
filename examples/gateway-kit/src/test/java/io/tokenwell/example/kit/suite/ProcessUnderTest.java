package io.tokenwell.example.kit.suite;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A gateway in a process of its own, started as its main method would be, with a small JVM that starts quickly. */
final class ProcessUnderTest implements AutoCloseable {

    /** Any answer and its storing, and the web server's grace; far from the 30 s after which unsaved pairs are given up. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** How the JVM ends that was sent SIGTERM. */
    private static final int TERMINATED = 128 + 15;

    private static final Pattern ADDRESS = Pattern.compile("http://localhost:(\\d+)");

    /** How a process ended. */
    record End(int status, long millis, List<String> lines) {
        boolean orderly() {
            return status == TERMINATED && millis < LIMIT.toMillis();
        }
    }

    private final Process process;
    private final int port;
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    private ProcessUnderTest(Process process) {
        this.process = process;
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        this.port = port(out);
        Thread rest = new Thread(() -> kept(out), "output of " + process.pid());
        rest.setDaemon(true);
        rest.start();
    }

    static ProcessUnderTest started(Class<?> program, String... options) {
        return startedWith("-Xmx192m", program, options);
    }

    static ProcessUnderTest startedWith(String heap, Class<?> program, String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                heap,
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(options));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            // A test that fails while this one starts closes nothing.
            Runtime.getRuntime().addShutdownHook(new Thread(process.toHandle()::destroyForcibly));
            return new ProcessUnderTest(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void kept(BufferedReader out) {
        try {
            out.lines().forEach(lines::add);
        } catch (UncheckedIOException ended) {
            lines.add(ended.toString());
        }
    }

    private int port(BufferedReader out) {
        try {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
                Matcher address = ADDRESS.matcher(line);
                if (address.find()) {
                    return Integer.parseInt(address.group(1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("did not start: " + lines);
    }

    RunningGateway gateway() {
        return new RunningGateway(port, this::close);
    }

    /** Megabytes of it that lie in memory. */
    long residentMegabytes() {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                            .filter(line -> line.startsWith("VmRSS:"))
                            .map(line -> line.replaceAll("\\D", ""))
                            .mapToLong(Long::parseLong)
                            .sum()
                    / 1024;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A caller who leaves before there is an answer. */
    void asked(long account) {
        String request = "GET /by-header/v1/left HTTP/1.1\r\nHost: localhost\r\nX-Account: " + account + "\r\n\r\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            // Long enough to be heard.
            pause(40);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends SIGTERM and waits for the end. */
    End terminated() {
        long begun = System.nanoTime();
        // Unlike the process's own method, this one leaves the streams open.
        process.toHandle().destroy();
        try {
            boolean ended = process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            long millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
            return new End(ended ? process.exitValue() : -1, millis, List.copyOf(lines));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.toHandle().destroyForcibly();
    }
}
