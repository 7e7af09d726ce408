package io.tokenwell.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Counts the work under way and ends it: first new work is refused, then the rest is waited for or interrupted. */
final class UnderWay {

    /** The highest bit, above the number of works under way. */
    private static final int SHUT = Integer.MIN_VALUE;

    private final AtomicInteger inside = new AtomicInteger();
    private final Sinks.Empty<Void> out = Sinks.empty();
    private final Sinks.Empty<Void> cut = Sinks.empty();

    /**
     * Returns the work with counting. Once closing has begun, returns the alternative instead. After the limit the work
     * is interrupted with an error.
     */
    <T> Mono<T> counted(Mono<T> work, Mono<T> whenShut) {
        Mono<T> uncut = cut.asMono().then(Mono.error(() -> closed()));
        return Mono.defer(() -> entered() ? Mono.firstWithSignal(work, uncut).doFinally(end -> leave()) : whenShut);
    }

    /** Returns the work, or an error if closing has begun before it started. */
    <T> Mono<T> unlessShut(Mono<T> work) {
        return Mono.defer(() -> isShut() ? Mono.error(closed()) : work);
    }

    private static TransportProblem closed() {
        return new TransportProblem("the endpoint was closed");
    }

    private boolean entered() {
        return inside.updateAndGet(now -> now < 0 ? now : now + 1) > 0;
    }

    private void leave() {
        if (inside.decrementAndGet() == SHUT) {
            out.tryEmitEmpty();
        }
    }

    boolean isShut() {
        return inside.get() < 0;
    }

    /**
     * Begins closing. Completes when no work is under way, after the limit at the latest, when the rest is interrupted.
     */
    Mono<Void> emptied(Duration limit) {
        return Mono.fromRunnable(this::shut)
                .then(out.asMono().timeout(limit, Mono.empty()))
                .then(Mono.fromRunnable(this::cutOff));
    }

    void shut() {
        if (inside.getAndUpdate(now -> now | SHUT) == 0) {
            out.tryEmitEmpty();
        }
    }

    private void cutOff() {
        shut();
        cut.tryEmitEmpty();
    }
}
