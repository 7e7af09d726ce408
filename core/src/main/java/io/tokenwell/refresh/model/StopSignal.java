package io.tokenwell.refresh.model;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A signal that is set once and known from then on. Safe for use by any thread. */
public final class StopSignal {

    private final Sinks.Empty<Void> signal = Sinks.empty();
    private volatile boolean set;

    public void set() {
        set = true;
        signal.tryEmitEmpty();
    }

    public boolean isSet() {
        return set;
    }

    /** Completes when the wait does or when the signal is set, whichever comes first. */
    public Mono<Void> orAfter(Mono<?> wait) {
        return Mono.firstWithSignal(wait.then(), signal.asMono());
    }
}
