package io.tokenwell.example.lab.cycle;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Milliseconds since the start of a cycle. */
final class CycleClock {

    private final long startNanos = System.nanoTime();
    private final Instant start = Instant.now();

    long now() {
        return of(System.nanoTime());
    }

    long of(long nanoTime) {
        return TimeUnit.NANOSECONDS.toMillis(nanoTime - startNanos);
    }

    long of(Instant instant) {
        return Duration.between(start, instant).toMillis();
    }
}
