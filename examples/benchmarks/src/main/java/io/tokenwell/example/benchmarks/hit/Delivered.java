package io.tokenwell.example.benchmarks.hit;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import org.reactivestreams.Publisher;
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

    private long values;

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

    /** A hit that arrives later than on the spot would be measured too short. */
    static <T extends Publisher<?>> T onTheSpot(T hit) {
        Delivered probe = new Delivered();
        probe.hole = new Blackhole(
                "Today's password is swordfish. I understand instantiating Blackholes directly is dangerous.");
        hit.subscribe(probe);
        if (probe.values != 1) {
            throw new IllegalStateException("not answered on the spot");
        }
        return hit;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Object value) {
        values++;
        hole.consume(value);
    }

    @Override
    public void onError(Throwable failure) {
        throw new IllegalStateException("no hit", failure);
    }

    @Override
    public void onComplete() {}
}
