package io.tokenwell.refresh;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Told once, from then on known. Safe for any thread. */
final class StopSignal {

    private final Sinks.Empty<Void> told = Sinks.empty();
    private volatile boolean set;

    void tell() {
        set = true;
        told.tryEmitEmpty();
    }

    boolean isSet() {
        return set;
    }

    /** Completes with the wait or when it is told, whichever is first. */
    Mono<Void> orAfter(Mono<?> wait) {
        return Mono.firstWithSignal(wait.then(), told.asMono());
    }
}
