package io.tokenwell.example.benchmarks.hit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** Makes sure that what is measured is a hit: one that came later than on the spot would be measured too short. */
final class FirstHit {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(10);

    private FirstHit() {}

    static void onTheSpot(Mono<?> hit) {
        if (!hit.toFuture().isDone()) {
            throw new IllegalStateException("not answered on the spot");
        }
    }

    /** For what connects in the background. */
    static void awaitedOnTheSpot(Supplier<? extends Mono<?>> hits) {
        long start = System.nanoTime();
        while (!hits.get().toFuture().isDone() && System.nanoTime() - start < LIMIT.toNanos()) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        onTheSpot(hits.get());
    }
}
