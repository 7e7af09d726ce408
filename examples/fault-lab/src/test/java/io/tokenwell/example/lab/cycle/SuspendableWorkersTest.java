package io.tokenwell.example.lab.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class SuspendableWorkersTest {

    private static final long HOUR = 3_600;

    /** What a worker sees: one that asks for the time in both ways, and waits. */
    static final class Sleeper {
        public static void main(String... none) throws IOException, InterruptedException {
            LongSupplier reference = System::nanoTime;
            long called = System.nanoTime();
            long referred = reference.getAsLong();
            ScheduledExecutorService timers = Executors.newScheduledThreadPool(1);
            ScheduledFuture<?> timer = timers.schedule(() -> System.out.println("fired"), 1, TimeUnit.SECONDS);
            System.out.println("ready");
            int told = System.in.read();
            System.out.println(seconds(System.nanoTime() - called));
            System.out.println(seconds(reference.getAsLong() - referred));
            Thread.sleep(1_500);
            System.out.println(timer.isDone());
            Runtime.getRuntime().halt(told < 0 ? 1 : 0);
        }

        private static long seconds(long nanos) {
            return Math.round(nanos / 1e9);
        }
    }

    @Test
    void monotonicTimeAndTimersStandStillForAsLongAsTheyAreTold() throws IOException {
        try (SuspendableWorkers workers = new SuspendableWorkers()) {
            Process sleeper = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElse("java"),
                            workers.option(3),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Sleeper.class.getName())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (var lines = sleeper.inputReader(StandardCharsets.UTF_8)) {
                assertThat(lines.readLine()).isEqualTo("ready");
                workers.suspendedFor(3, TimeUnit.SECONDS.toNanos(HOUR));
                sleeper.outputWriter().append('\n').close();
                assertThat(List.of(lines.readLine(), lines.readLine())).containsOnly("-" + HOUR);
                assertThat(lines.lines()).containsExactly("false");
            } finally {
                sleeper.destroyForcibly();
            }
        }
    }
}
