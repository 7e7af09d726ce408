package io.tokenwell.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Real threads that start together. */
final class Racing {

    static final int WORKERS = 8;

    private Racing() {}

    /** What the workers returned, in the order of their numbers; the first failure is thrown. */
    static <T> List<T> workers(IntFunction<T> work) {
        ExecutorService threads = Executors.newFixedThreadPool(WORKERS);
        CyclicBarrier start = new CyclicBarrier(WORKERS);
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (int number = 0; number < WORKERS; number++) {
                futures.add(threads.submit(startedTogether(work, number, start)));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get(30, TimeUnit.SECONDS));
            }
            return results;
        } catch (Exception failed) {
            throw new AssertionError("a racing worker failed", failed);
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> Callable<T> startedTogether(IntFunction<T> work, int number, CyclicBarrier start) {
        return () -> {
            start.await(10, TimeUnit.SECONDS);
            return work.apply(number);
        };
    }
}
