package io.tokenwell.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One after the other, all of them, and nobody waits. */
class DrainTest {

    private static final long LIMIT = 10;
    private static final int THREADS = 4;
    private static final int EACH = 20_000;

    private final List<Throwable> failures = new ArrayList<>();
    private final Drain drain = new Drain(failures::add);

    private int done;
    private boolean busy;

    @Test
    void whatSeveralThreadsHandInIsDoneOnceAndOneByOne() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            CompletableFuture.allOf(IntStream.range(0, THREADS)
                            .mapToObj(thread -> CompletableFuture.runAsync(this::handInAll, threads))
                            .toArray(CompletableFuture[]::new))
                    .get(LIMIT, TimeUnit.SECONDS);
        } finally {
            threads.shutdown();
        }
        assertThat(failures).isEmpty();
        assertThat(done).isEqualTo(THREADS * EACH);
        assertThat(drain.left()).isZero();
    }

    private void handInAll() {
        for (int i = 0; i < EACH; i++) {
            drain.run(this::alone);
        }
    }

    /** Not safe for two at once. */
    private void alone() {
        if (busy) {
            throw new IllegalStateException("two at once");
        }
        busy = true;
        done++;
        busy = false;
    }

    @Test
    void whoFindsAnotherAtWorkGoesOn() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        List<String> order = new ArrayList<>();
        Runnable work = () -> {
            begun.countDown();
            awaited(release);
            order.add("slow");
        };
        CompletableFuture<Void> slow = CompletableFuture.runAsync(() -> drain.run(work), OwnThread.EACH);
        awaited(begun);
        drain.run(() -> order.add("left to the other"));
        assertThat(order).isEmpty();
        assertThat(drain.left()).isEqualTo(2);
        release.countDown();
        slow.get(LIMIT, TimeUnit.SECONDS);
        assertThat(order).containsExactly("slow", "left to the other");
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(LIMIT, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    @Test
    void whatWorkHandsInComesNext() {
        List<String> order = new ArrayList<>();
        drain.run(() -> {
            drain.run(() -> order.add("inner"));
            order.add("outer");
        });
        assertThat(order).containsExactly("outer", "inner");
    }

    @Test
    void whatFailsIsToldAndTheRestIsDone() {
        List<String> order = new ArrayList<>();
        AssertionError failure = new AssertionError("broken");
        drain.run(() -> {
            drain.run(() -> order.add("next"));
            throw failure;
        });
        assertThat(failures).containsExactly(failure);
        assertThat(order).containsExactly("next");
        assertThat(drain.left()).isZero();
    }

    @Test
    void whoIsToldMayFailAsWellAndTheRestIsDone() {
        Drain untold = new Drain(failure -> {
            throw new IllegalStateException("cannot be told");
        });
        List<String> order = new ArrayList<>();
        untold.run(() -> {
            untold.run(() -> order.add("next"));
            throw new AssertionError("broken");
        });
        untold.run(() -> order.add("later"));
        assertThat(order).containsExactly("next", "later");
        assertThat(untold.left()).isZero();
    }
}
