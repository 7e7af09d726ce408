package io.tokenwell.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import reactor.core.publisher.Mono;

/** Deadlines that hold in a process that may stand still. */
record Deadlines(Clock clock, LongSupplier nanoTime) {

    private static final Duration OVERSLEPT = Duration.ofMillis(100);
    private static final Duration READING = Duration.ofMillis(500);

    /**
     * The deadline. A timer that fires much too late tells of a process that stood still: what came meanwhile lies unread in
     * the socket, may be the account's only refresh token, and must be read before the connection is given up. (Netty's own
     * response timeout gives up first and reads never.)
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
     * The timer of the deadline stands still with a stopped process, and may fire only after the request went out. In a
     * suspended machine monotonic time stands still too; the date does not.
     */
    BooleanSupplier passed(Duration deadline, Instant date) {
        long begun = nanoTime.getAsLong();
        return () -> nanoTime.getAsLong() - begun >= deadline.toNanos()
                || Duration.between(date, clock.instant()).compareTo(deadline) >= 0;
    }
}
