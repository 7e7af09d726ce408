package io.tokenwell.refresh;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Work under way, one piece per key in this process. The first subscriber starts it, later ones join; nobody's
 * cancellation stops it. A key is free again before its outcome is told, so a finished entry is never joined.
 */
final class InFlight<K, V> {

    private final ConcurrentMap<K, Sinks.One<V>> flights = new ConcurrentHashMap<>();

    /** Emits what the work of this key emits. Cancelling leaves; the work goes on. */
    Mono<V> share(K key, Supplier<Mono<V>> work) {
        return Mono.defer(() -> joinedOrStarted(key, work));
    }

    Set<K> keys() {
        return Set.copyOf(flights.keySet());
    }

    int size() {
        return flights.size();
    }

    /** Completes when all work that is under way now has ended, well or not. */
    Mono<Void> settled() {
        return Mono.defer(() -> Mono.whenDelayError(
                        flights.values().stream().map(Sinks.One::asMono).toList())
                .onErrorResume(failed -> Mono.empty()));
    }

    private Mono<V> joinedOrStarted(K key, Supplier<Mono<V>> work) {
        Sinks.One<V> mine = Sinks.one();
        Sinks.One<V> running = flights.putIfAbsent(key, mine);
        if (running != null) {
            return running.asMono();
        }
        start(key, mine, work);
        return mine.asMono();
    }

    /** Reactor lets errors of the JVM itself pass without a signal; they too must leave the key free. */
    private void start(K key, Sinks.One<V> outcome, Supplier<Mono<V>> work) {
        try {
            Mono.defer(work)
                    .doOnTerminate(() -> flights.remove(key, outcome))
                    .subscribe(outcome::tryEmitValue, outcome::tryEmitError, outcome::tryEmitEmpty);
        } catch (Throwable fatal) {
            flights.remove(key, outcome);
            outcome.tryEmitError(fatal);
            throw fatal;
        }
    }
}
