package io.tokenwell.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import reactor.core.publisher.Mono;

/** Deadlines that also hold in a process that was suspended. */
record Deadlines(Clock clock, LongSupplier nanoTime) {

    private static final Duration OVERSLEPT = Duration.ofMillis(100);
    private static final Duration READING = Duration.ofMillis(500);

    /**
     * Returns the deadline. A timer that fires much too late shows that the process was suspended: an answer that
     * arrived in the meantime is unread in the socket, may contain the only refresh token of the account, and must be
     * read before the connection is closed. Netty's own response timeout closes the connection without reading.
     */
    Mono<Long> over(Duration deadline) {
        return Mono.defer(() -> {
            long begun = nanoTime.getAsLong();
            return Mono.delay(deadline)
                    .flatMap(tick -> nanoTime.getAsLong() - begun
                                    > deadline.plus(OVERSLEPT).toNanos()
                            ? Mono.delay(READING)
                            : Mono.just(tick));
        });
    }

    /**
     * Returns a check whether the deadline has passed. The timer of the deadline does not run in a suspended process,
     * and may fire only after the request was sent. In a suspended machine the monotonic time stops as well; the date
     * does not.
     */
    BooleanSupplier passed(Duration deadline, Instant date) {
        long begun = nanoTime.getAsLong();
        return () -> nanoTime.getAsLong() - begun >= deadline.toNanos()
                || Duration.between(date, clock.instant()).compareTo(deadline) >= 0;
    }
}
