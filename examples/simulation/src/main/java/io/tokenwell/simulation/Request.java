package io.tokenwell.simulation;

import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Details;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.TokenStorageException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/** A request on its way, and whoever waits for its answer. */
final class Request<T> implements Subscription {

    final Instance asker;
    final Step step;
    final long account;
    final Supplier<? extends @Nullable T> work;
    private final @Nullable CoreSubscriber<? super T> caller;
    private boolean over;

    Request(
            Instance asker,
            Step step,
            long account,
            Supplier<? extends @Nullable T> work,
            @Nullable CoreSubscriber<? super T> caller) {
        this.asker = asker;
        this.step = step;
        this.account = account;
        this.work = work;
        this.caller = caller;
    }

    /** The same once more; its answer is nobody's. */
    Request<T> again() {
        return new Request<>(asker, step, account, work, null);
    }

    boolean isOver() {
        return over;
    }

    /** What was cancelled, or whose sender has died, may still be under way. */
    boolean mayBeDropped() {
        return caller != null && asker.world.chance.of(0.3);
    }

    void answer(@Nullable T answer, @Nullable RuntimeException failure) {
        if (over || caller == null) {
            return;
        }
        over = true;
        if (failure != null) {
            caller.onError(failure);
        } else if (answer == null) {
            caller.onComplete();
        } else {
            caller.onNext(answer);
            caller.onComplete();
        }
    }

    /** Nothing was sent. */
    RuntimeException refused() {
        return failed(Outcome.NOT_SENT);
    }

    /** It was sent, and nobody knows more. */
    RuntimeException broken() {
        return failed(Outcome.UNKNOWN);
    }

    private RuntimeException failed(Outcome outcome) {
        return step == Step.REDEEM
                ? new TokenEndpointException(Long.toString(account), Details.noAnswer(outcome), "connection lost", null)
                // A page concerns no single account.
                : new TokenStorageException(
                        step == Step.PAGE ? "" : Long.toString(account), "simulated", step.name(), null);
    }

    @Override
    public void request(long all) {
        // There is one answer at most.
    }

    @Override
    public void cancel() {
        over = true;
    }

    @Override
    public String toString() {
        return asker + " " + step + " " + account;
    }
}
