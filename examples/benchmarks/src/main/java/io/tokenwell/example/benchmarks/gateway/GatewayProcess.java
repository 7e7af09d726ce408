package io.tokenwell.example.benchmarks.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The gateway as a process of its own, which says where it listens, and ends with this one. */
final class GatewayProcess implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("Tokenwell gateway on http://localhost:(\\d+)");
    private static final Duration SHUTDOWN = Duration.ofSeconds(20);

    private final Process process;
    private final Thread atExit;
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());

    private GatewayProcess(Process process) {
        this.process = process;
        this.atExit = new Thread(process::destroy, "end of the gateway");
        Runtime.getRuntime().addShutdownHook(atExit);
        Thread reader = new Thread(this::read, "output of the gateway");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts the process and waits until it listens.
     *
     * @throws IllegalStateException if it does not, with what it said
     */
    static GatewayProcess start(List<String> command, Duration limit) {
        try {
            GatewayProcess gateway = new GatewayProcess(
                    new ProcessBuilder(command).redirectErrorStream(true).start());
            gateway.awaitPort(limit);
            return gateway;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command.get(0), e);
        }
    }

    private void awaitPort(Duration limit) {
        try {
            port.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw failed("interrupted", stopped);
        } catch (ExecutionException | TimeoutException e) {
            throw failed("it does not listen after " + limit.toSeconds() + " s, or has ended", e);
        }
    }

    private IllegalStateException failed(String why, Exception cause) {
        close();
        return new IllegalStateException("the gateway did not start: " + why + ". It said: " + said, cause);
    }

    /** Reads on after the start: a full pipe would stop the gateway. */
    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            while (line != null) {
                heard(line);
                line = lines.readLine();
            }
        } catch (IOException ended) {
            said.add(ended.toString());
        }
        port.completeExceptionally(new IllegalStateException("the process ended"));
    }

    private void heard(String line) {
        Matcher address = ADDRESS.matcher(line);
        if (address.find()) {
            port.complete(Integer.valueOf(address.group(1)));
        } else if (!port.isDone()) {
            said.add(line);
        }
    }

    int port() {
        return port.join();
    }

    /** What the process has used of the processors so far. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    boolean alive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(SHUTDOWN.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        if (!Thread.currentThread().equals(atExit)) {
            Runtime.getRuntime().removeShutdownHook(atExit);
        }
    }
}
