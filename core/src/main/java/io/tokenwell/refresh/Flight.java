package io.tokenwell.refresh;

import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;

/**
 * One piece of work, which is its own first waiter, as nearly every one has no other. Later waiters are a stack, which
 * is {@code ENDED} once they are being told. The work ends once.
 */
final class Flight<V> extends Waiter<V> implements CoreSubscriber<V> {

    @SuppressWarnings("rawtypes")
    private static final AtomicReferenceFieldUpdater<Flight, Waiter> LAST =
            AtomicReferenceFieldUpdater.newUpdater(Flight.class, Waiter.class, "last");

    private static final Waiter<?> ENDED = new Waiter<>(null);

    private final ConcurrentMap<?, Flight<V>> flights;
    private final Object key;
    private volatile @Nullable Mono<V> work;
    private volatile @Nullable Waiter<V> last;
    private @Nullable Throwable failure;

    Flight(ConcurrentMap<?, Flight<V>> flights, Object key, CoreSubscriber<? super V> first) {
        super(first);
        this.flights = flights;
        this.key = key;
    }

    /** Reports whether the work meets the condition; false before it has begun. */
    boolean isDoing(Predicate<Mono<V>> condition) {
        Mono<V> begun = work;
        return begun != null && condition.test(begun);
    }

    /**
     * Starts the work. Reactor lets errors of the JVM itself pass without a signal; they too must leave the key free.
     */
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

    void join(CoreSubscriber<? super V> caller) {
        Waiter<V> waiter = new Waiter<>(caller);
        caller.onSubscribe(waiter);
        board(waiter);
    }

    /** Adds a waiter. One that comes too late to be told with the others is told at once. */
    void board(Waiter<V> waiter) {
        Waiter<V> before;
        do {
            before = last;
            if (before == ENDED) {
                waiter.earlier = null;
                waiter.answer(value, failure);
                return;
            }
            waiter.earlier = before;
        } while (!LAST.compareAndSet(this, before, waiter));
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(V found) {
        end(found, null);
    }

    @Override
    public void onError(Throwable broken) {
        end(null, broken);
    }

    @Override
    public void onComplete() {
        end(null, null);
    }

    @SuppressWarnings("unchecked") // no code looks into it
    private void end(@Nullable V found, @Nullable Throwable broken) {
        if (last == ENDED) {
            return;
        }
        flights.remove(key, this);
        value = found;
        failure = broken;
        Waiter<V> others = LAST.getAndSet(this, ENDED);
        if (others != ENDED) {
            deliver(inOrder(others));
        }
    }

    /** Returns the waiters in the order in which they came. */
    private @Nullable Waiter<V> inOrder(@Nullable Waiter<V> latest) {
        Waiter<V> next = null;
        for (Waiter<V> one = latest; one != null; ) {
            Waiter<V> before = one.earlier;
            one.earlier = next;
            next = one;
            one = before;
        }
        return next;
    }

    /**
     * Tells the outcome to all waiters. What one caller throws keeps no other from being told; it is thrown in the end.
     */
    private void deliver(@Nullable Waiter<V> others) {
        Throwable thrown = thrownBy(this, null);
        for (Waiter<V> next = others; next != null; next = next.earlier) {
            thrown = thrownBy(next, thrown);
        }
        if (thrown != null) {
            throw Exceptions.propagate(thrown);
        }
    }

    private @Nullable Throwable thrownBy(Waiter<V> told, @Nullable Throwable before) {
        try {
            told.answer(value, failure);
            return before;
        } catch (Throwable thrown) {
            return before == null ? thrown : before;
        }
    }
}
