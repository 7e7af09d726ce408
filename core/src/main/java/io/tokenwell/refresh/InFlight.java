package io.tokenwell.refresh;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Work under way, one piece per key in this process. The first subscriber starts it, later ones join; nobody's
 * cancellation stops it. A key is free again before its outcome is told, so a finished entry is never joined.
 */
final class InFlight<K, V> {

    private final ConcurrentMap<K, Flight<V>> flights = new ConcurrentHashMap<>();

    /** Tells the caller what the work of this key emits. Cancelling leaves; the work goes on. */
    void join(K key, Supplier<Mono<V>> work, CoreSubscriber<? super V> caller) {
        Flight<V> running = flights.get(key);
        if (running != null) {
            running.outcome.asMono().subscribe(caller);
            return;
        }
        Flight<V> mine = new Flight<>(flights, key);
        Flight<V> faster = flights.putIfAbsent(key, mine);
        if (faster == null) {
            mine.start(work);
        }
        (faster == null ? mine : faster).outcome.asMono().subscribe(caller);
    }

    Set<K> keys() {
        return Set.copyOf(flights.keySet());
    }

    int size() {
        return flights.size();
    }

    /** How many pieces of work under way are like this. */
    long count(Predicate<Mono<V>> condition) {
        return flights.values().stream()
                .filter(flight -> flight.work != null && condition.test(flight.work))
                .count();
    }

    /** Completes when all work that is under way now has ended, well or not. */
    Mono<Void> settled() {
        return Mono.defer(() -> Mono.whenDelayError(flights.values().stream()
                        .map(flight -> flight.outcome.asMono())
                        .toList())
                .onErrorResume(failed -> Mono.empty()));
    }

    /** One piece of work. Its outcome is told by one thread, so the plain kind of sink does. */
    private static final class Flight<V> implements CoreSubscriber<V> {

        private final Sinks.One<V> outcome = Sinks.unsafe().one();
        private final ConcurrentMap<?, Flight<V>> flights;
        private final Object key;
        private volatile @Nullable Mono<V> work;

        Flight(ConcurrentMap<?, Flight<V>> flights, Object key) {
            this.flights = flights;
            this.key = key;
        }

        /** Reactor lets errors of the JVM itself pass without a signal; they too must leave the key free. */
        void start(Supplier<Mono<V>> supplier) {
            try {
                Mono<V> begun = supplier.get();
                work = begun;
                begun.subscribe(this);
            } catch (RuntimeException broken) {
                onError(broken);
            } catch (Throwable fatal) {
                onError(fatal);
                throw fatal;
            }
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(V value) {
            flights.remove(key, this);
            outcome.tryEmitValue(value);
        }

        @Override
        public void onError(Throwable failure) {
            flights.remove(key, this);
            outcome.tryEmitError(failure);
        }

        @Override
        public void onComplete() {
            flights.remove(key, this);
            outcome.tryEmitEmpty();
        }
    }
}
