package io.tokenwell.example.benchmarks.hit;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/**
 * The least that a caller can be: it asks for everything and takes what comes. One per thread, used again for every call
 * so that its own allocation is not measured. Not for use by several threads.
 */
@State(Scope.Thread)
public class Delivered implements CoreSubscriber<Object> {

    @SuppressWarnings("NullAway.Init") // set before all calls
    private Blackhole hole;

    /** For JMH. */
    public Delivered() {}

    /**
     * Takes what keeps values from being optimised away.
     *
     * @param blackhole takes the values
     */
    @Setup
    public void use(Blackhole blackhole) {
        this.hole = blackhole;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Object value) {
        hole.consume(value);
    }

    @Override
    public void onError(Throwable failure) {
        throw new IllegalStateException("no hit", failure);
    }

    @Override
    public void onComplete() {}
}
