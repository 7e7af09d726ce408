package io.tokenwell.refresh;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;

/** A caller that waits for a piece of work. Only the thread that makes it {@code OVER} touches the caller then. */
class Waiter<V> implements Subscription {

    @SuppressWarnings("rawtypes")
    private static final AtomicIntegerFieldUpdater<Waiter> STATE =
            AtomicIntegerFieldUpdater.newUpdater(Waiter.class, "state");

    private static final int WAITING = 0;
    private static final int ASKED = 1;
    private static final int ANSWERED = 2;
    private static final int OVER = 3;

    private @Nullable CoreSubscriber<? super V> caller;

    @SuppressWarnings("UnusedVariable") // read by way of its updater
    private volatile int state;

    @Nullable
    V value;

    /** The waiter that came before; a plain field, as what makes this waiter known makes it visible. */
    @Nullable
    Waiter<V> earlier;

    Waiter(@Nullable CoreSubscriber<? super V> caller) {
        this.caller = caller;
    }

    /** Tells the outcome, once: a value, a failure or neither. Only a value waits until it is asked for. */
    final void answer(@Nullable V found, @Nullable Throwable failure) {
        value = found;
        if (found != null && STATE.compareAndSet(this, WAITING, ANSWERED)) {
            return;
        }
        if (STATE.getAndSet(this, OVER) != OVER) {
            deliver(found, failure);
        }
    }

    @Override
    public final void request(long count) {
        if (!Operators.validate(count) || STATE.compareAndSet(this, WAITING, ASKED)) {
            return;
        }
        if (STATE.compareAndSet(this, ANSWERED, OVER)) {
            deliver(value, null);
        }
    }

    /** Lets go of the caller, as the work may go on for long. */
    @Override
    public final void cancel() {
        if (STATE.getAndSet(this, OVER) != OVER) {
            caller = null;
        }
    }

    private void deliver(@Nullable V found, @Nullable Throwable failure) {
        CoreSubscriber<? super V> waiting = caller;
        if (waiting == null) {
            return;
        }
        if (failure != null) {
            waiting.onError(failure);
            return;
        }
        if (found != null) {
            waiting.onNext(found);
        }
        waiting.onComplete();
    }
}
