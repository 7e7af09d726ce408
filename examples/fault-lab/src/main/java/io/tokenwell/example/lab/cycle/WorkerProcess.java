package io.tokenwell.example.lab.cycle;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One worker JVM and the two pipes to it. */
final class WorkerProcess implements AutoCloseable {

    private static final int READY_SECONDS = 30;

    private final Process process;
    private final Writer orders;
    private final CountDownLatch ready = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Consumer<String> answers;
    private final Runnable end;
    private volatile boolean over;

    private WorkerProcess(Process process, Consumer<String> answers, Runnable end) {
        this.process = process;
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = answers;
        this.end = end;
    }

    /** Starts a process; {@code answers} gets its lines, {@code end} runs once when there are no more. */
    static WorkerProcess start(List<String> command, File log, Consumer<String> answers, Runnable end) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(log))
                    .start();
            WorkerProcess worker = new WorkerProcess(process, answers, end);
            Thread reader = new Thread(worker::read, "answers of " + process.pid());
            reader.setDaemon(true);
            reader.start();
            return worker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            @Nullable String line = lines.readLine();
            while (line != null) {
                if (line.equals("ready")) {
                    ready.countDown();
                } else {
                    answers.accept(line);
                }
                line = lines.readLine();
            }
        } catch (IOException killed) {
            // As good as the end of its answers.
        } finally {
            over = true;
            end.run();
            ready.countDown();
            ended.countDown();
        }
    }

    /** Returns when the process is ready, or gone. */
    void awaitReady() {
        await(ready);
    }

    /** Returns when the last of its lines was read. */
    void awaitEnd() {
        await(ended);
    }

    boolean endsWithin(long millis) {
        return within(millis, ended);
    }

    private void await(CountDownLatch latch) {
        if (!within(TimeUnit.SECONDS.toMillis(READY_SECONDS), latch)) {
            throw new IllegalStateException("a worker is neither ready nor gone; alive: " + process.isAlive());
        }
    }

    private static boolean within(long millis, CountDownLatch latch) {
        try {
            return latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a worker", stopped);
        }
    }

    /**
     * Tells the process something; false if it is gone. Its pipe takes for a moment more what nobody reads: where this is true,
     * the end has still to run, and may deal with what was told.
     */
    synchronized boolean tell(String line) {
        try {
            orders.write(line + "\n");
            orders.flush();
            return !over;
        } catch (IOException gone) {
            return false;
        }
    }

    /** The end of its lines may be read before the system has noted its death. */
    boolean alive() {
        return ended.getCount() > 0 && process.isAlive();
    }

    void kill() {
        process.destroyForcibly();
    }

    void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
