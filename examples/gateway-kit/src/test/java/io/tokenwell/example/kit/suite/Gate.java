package io.tokenwell.example.kit.suite;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Opens when a number of them have come. */
final class Gate {

    private final AtomicInteger missing;
    /** Unlike a sink it takes thousands of waiters without copying all of them at each. */
    private final CompletableFuture<@Nullable Void> open = new CompletableFuture<>();

    Gate(int number) {
        this.missing = new AtomicInteger(number);
    }

    /** Comes, and completes when all have. */
    Mono<Void> passed() {
        return Mono.fromRunnable(this::come).then(reached());
    }

    void come() {
        if (missing.decrementAndGet() == 0) {
            open.complete(null);
        }
    }

    Mono<Void> reached() {
        return Mono.fromFuture(open, true);
    }

    int missing() {
        return missing.get();
    }
}
