package io.tokenwell.redis;

import io.lettuce.core.api.StatefulConnection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import reactor.core.scheduler.Scheduler;

/** Opens connections, and computes the pauses between attempts. */
final class Opening {

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private Opening() {}

    /**
     * Opens a connection within a limit. A connection that is opened after the limit or after a cancellation is closed
     * again; if it fails then, nothing is reported.
     */
    static <C extends StatefulConnection<?, ?>> Mono<C> within(
            Duration limit, Scheduler scheduler, Supplier<? extends CompletionStage<? extends C>> connector) {
        return Mono.defer(() -> {
            CompletableFuture<Signal<C>> opening = connector
                    .get()
                    .toCompletableFuture()
                    .handle((connection, failure) -> failure == null ? Signal.next(connection) : Signal.error(failure));
            return Mono.fromFuture(opening, true)
                    .<C>dematerialize()
                    .timeout(limit, scheduler)
                    .doOnCancel(() -> closeLater(opening))
                    .doOnError(TimeoutException.class, late -> closeLater(opening));
        });
    }

    private static <C extends StatefulConnection<?, ?>> void closeLater(CompletableFuture<Signal<C>> opening) {
        Mono.fromFuture(opening, true)
                .<C>dematerialize()
                .flatMap(late -> Mono.fromFuture(late.closeAsync()))
                .onErrorComplete()
                .subscribe();
    }

    /** Returns the pause after a number of failures: it doubles, 2 s at most. */
    static Duration pauseAfter(int failures) {
        Duration doubled = SHORTEST_PAUSE.multipliedBy(1L << Math.min(failures, 10));
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }
}
