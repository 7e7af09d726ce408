package io.tokenwell.refresh;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

/**
 * Work under way, one piece per key in this process. The first subscriber starts it, later ones join, and no
 * subscriber's cancellation stops it. A key is free again before the outcome is told, so a finished piece is never
 * joined.
 */
final class SingleFlight<K, V> {

    private final ConcurrentMap<K, Flight<V>> flights = new ConcurrentHashMap<>();

    /** Tells the caller what the work of this key emits. A caller that cancels leaves; the work goes on. */
    void join(K key, Supplier<Mono<V>> work, CoreSubscriber<? super V> caller) {
        Flight<V> running = flights.get(key);
        if (running == null) {
            startOrJoin(key, work, caller);
        } else {
            running.join(caller);
        }
    }

    /**
     * Gives the caller its subscription before the key is taken: a caller that throws there must not block the key for
     * ever.
     */
    private void startOrJoin(K key, Supplier<Mono<V>> work, CoreSubscriber<? super V> caller) {
        Flight<V> mine = new Flight<>(flights, key, caller);
        caller.onSubscribe(mine);
        Flight<V> faster = flights.putIfAbsent(key, mine);
        if (faster == null) {
            mine.start(work);
        } else {
            faster.board(mine);
        }
    }

    Set<K> keys() {
        return Set.copyOf(flights.keySet());
    }

    int size() {
        return flights.size();
    }

    /** Counts the pieces of work under way that meet the condition. */
    long count(Predicate<Mono<V>> condition) {
        return flights.values().stream()
                .filter(flight -> flight.isDoing(condition))
                .count();
    }

    /** Completes when all work that is under way now has ended, whether it succeeded or failed. */
    Mono<Void> settled() {
        return Mono.defer(() -> Mono.whenDelayError(
                        flights.values().stream().map(SingleFlight::outcome).toList())
                .onErrorResume(failed -> Mono.empty()));
    }

    private static <V> Mono<V> outcome(Flight<V> flight) {
        return Mono.fromDirect(caller -> flight.join(Operators.toCoreSubscriber(caller)));
    }
}
