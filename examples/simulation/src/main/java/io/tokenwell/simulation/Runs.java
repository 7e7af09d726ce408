package io.tokenwell.simulation;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Many schedules, each on one thread, as many at once as there are threads: they share nothing. */
final class Runs {

    private final List<Kind> kinds;
    private final long from;
    private final long count;
    private final Variant variant;
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong tasks = new AtomicLong();
    private long millis = 1;
    private final ConcurrentLinkedQueue<Schedule.Outcome> failed = new ConcurrentLinkedQueue<>();

    /** {@code count} seeds of each kind. */
    Runs(List<Kind> kinds, long from, long count, Variant variant) {
        this.kinds = kinds;
        this.from = from;
        this.count = count;
        this.variant = variant;
    }

    static Schedule.Outcome told(Kind kind, long seed, Variant variant) {
        return new Schedule(kind, seed, variant, true).run();
    }

    List<Schedule.Outcome> run(int threads) {
        long start = System.nanoTime();
        List<Thread> workers = IntStream.range(0, threads)
                .mapToObj(number -> new Thread(this::work, "simulation-" + number))
                .toList();
        workers.forEach(Thread::start);
        workers.forEach(Runs::join);
        millis = Math.max(1, (System.nanoTime() - start) / Times.MS);
        return List.copyOf(failed);
    }

    private void work() {
        for (long number = next.getAndIncrement(); number < schedules(); number = next.getAndIncrement()) {
            Kind kind = kinds.get((int) (number % kinds.size()));
            Schedule.Outcome outcome = new Schedule(kind, from + number / kinds.size(), variant, false).run();
            tasks.addAndGet(outcome.tasks());
            if (!outcome.violations().isEmpty()) {
                failed.add(outcome);
            }
        }
    }

    private static void join(Thread worker) {
        try {
            worker.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private long schedules() {
        return kinds.size() * count;
    }

    String summary(List<Schedule.Outcome> broken) {
        return String.format(
                "simulation: %d schedules, %d kinds, %d violations (%d s, %d schedules/s, %d steps/schedule)",
                schedules(),
                kinds.size(),
                broken.size(),
                millis / 1000,
                schedules() * 1000 / millis,
                tasks.get() / Math.max(1, schedules()));
    }
}
