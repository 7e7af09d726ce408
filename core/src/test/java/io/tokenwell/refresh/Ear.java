package io.tokenwell.refresh;

import static io.tokenwell.tck.Interleavings.check;

import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/** Counts what a caller is told. */
public final class Ear<T> implements CoreSubscriber<T> {

    private final AtomicInteger values = new AtomicInteger();
    private final AtomicInteger ends = new AtomicInteger();

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(T value) {
        check(ends.get() == 0, "a value after the end");
        values.incrementAndGet();
    }

    @Override
    public void onError(Throwable failure) {
        ends.incrementAndGet();
    }

    @Override
    public void onComplete() {
        ends.incrementAndGet();
    }

    public int values() {
        return values.get();
    }

    public int ends() {
        return ends.get();
    }

    void checkToldOnce() {
        check(values() == 1 && ends() == 1, "told " + values() + " values and " + ends() + " ends");
    }
}
