package io.tokenwell.example.benchmarks.hit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Makes sure that what is measured is a hit: one that came later than on the spot would be measured too short. */
final class FirstHit {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(10);

    private FirstHit() {}

    static void onTheSpot(Mono<?> hit) {
        if (!isOnTheSpot(hit)) {
            throw new IllegalStateException("not answered on the spot");
        }
    }

    /** For what connects in the background. */
    static void awaitedOnTheSpot(Supplier<? extends Mono<?>> hits) {
        long start = System.nanoTime();
        while (!isOnTheSpot(hits.get())) {
            if (System.nanoTime() - start > LIMIT.toNanos()) {
                throw new IllegalStateException("not answered on the spot within " + LIMIT);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** By this thread: on a busy machine another one's answer may be there before it is looked for. */
    private static boolean isOnTheSpot(Mono<?> hit) {
        AtomicReference<@Nullable Thread> answering = new AtomicReference<>();
        hit.subscribe(value -> answering.set(Thread.currentThread()));
        return Thread.currentThread().equals(answering.get());
    }
}
