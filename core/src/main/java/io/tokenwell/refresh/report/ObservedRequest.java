package io.tokenwell.refresh.report;

import io.tokenwell.refresh.model.Served;
import io.tokenwell.spi.RefreshObserver;
import io.tokenwell.spi.RequestOutcome;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * A call that an observer hears of, between the caller and the work. The work that it starts finds it in its context.
 * There the work notes where the token came from, and a redemption finds who started it. Nothing else of the caller's
 * context gets in: detached work must not join the caller's transaction.
 */
public final class ObservedRequest implements CoreSubscriber<String>, Subscription, Supplier<Mono<String>> {

    private final RefreshObserver observer;
    private final CoreSubscriber<? super String> caller;
    private final Function<ObservedRequest, Mono<String>> work;
    private final AtomicBoolean over = new AtomicBoolean();
    private RequestOutcome source = RequestOutcome.SHARED;
    private @Nullable Subscription outcome;

    public ObservedRequest(
            RefreshObserver observer,
            CoreSubscriber<? super String> caller,
            Function<ObservedRequest, Mono<String>> work) {
        this.observer = observer;
        this.caller = caller;
        this.work = work;
    }

    /**
     * Returns the context of the caller that started this work; empty if there is no observer, or no caller waits for
     * the work.
     */
    public static ContextView starterOf(ContextView work) {
        ObservedRequest starter = work.getOrDefault(ObservedRequest.class, null);
        return starter == null ? Context.empty() : starter.currentContext();
    }

    /** Passes a walk through the pipeline on, and notes for the call that started it where its token came from. */
    public static Mono<Served> noted(Mono<Served> walk) {
        return Mono.deferContextual(work -> {
            ObservedRequest starter = work.getOrDefault(ObservedRequest.class, null);
            return starter == null ? walk : walk.doOnNext(served -> starter.source = served.from());
        });
    }

    /** Notes that this call starts the work, and begins it. */
    @Override
    public Mono<String> get() {
        source = RequestOutcome.CACHE;
        return work.apply(this);
    }

    public <T> Mono<T> inContextOf(Mono<T> started) {
        return started.contextWrite(Context.of(ObservedRequest.class, this));
    }

    @Override
    public Context currentContext() {
        return caller.currentContext();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        outcome = subscription;
        caller.onSubscribe(this);
    }

    @Override
    public void onNext(String token) {
        answered(source);
        caller.onNext(token);
    }

    @Override
    public void onError(Throwable failure) {
        answered(RequestOutcome.of(failure));
        caller.onError(failure);
    }

    @Override
    public void onComplete() {
        caller.onComplete();
    }

    @Override
    public void request(long unbounded) {
        Subscription subscription = outcome;
        if (subscription != null) {
            subscription.request(unbounded);
        }
    }

    @Override
    public void cancel() {
        answered(RequestOutcome.CANCELLED);
        Subscription subscription = outcome;
        if (subscription != null) {
            subscription.cancel();
        }
    }

    private void answered(RequestOutcome how) {
        if (over.compareAndSet(false, true)) {
            observer.onRequest(how);
        }
    }
}
