package io.tokenwell.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** What is under way, and its end: first nothing comes in any more, then all is out, or is cut off. */
final class UnderWay {

    /** The highest bit, above the number of those inside. */
    private static final int SHUT = Integer.MIN_VALUE;

    private final AtomicInteger inside = new AtomicInteger();
    private final Sinks.Empty<Void> out = Sinks.empty();
    private final Sinks.Empty<Void> cut = Sinks.empty();

    /** The work, counted; the other one once the door is shut; cut off with an error when the time is up. */
    <T> Mono<T> counted(Mono<T> work, Mono<T> whenShut) {
        Mono<T> uncut = cut.asMono().then(Mono.error(() -> closed()));
        return Mono.defer(() -> entered() ? Mono.firstWithSignal(work, uncut).doFinally(end -> leave()) : whenShut);
    }

    /** The work, unless the door was shut before it began: an error then. */
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

    /** Shuts the door; completes when all are out, cut off after the limit. */
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

    void cutOff() {
        shut();
        cut.tryEmitEmpty();
    }
}
