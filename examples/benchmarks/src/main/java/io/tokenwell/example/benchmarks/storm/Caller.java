package io.tokenwell.example.benchmarks.storm;

import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/** Somebody who asks once and notes the time of the answer. To be read when the latch is open. */
final class Caller implements CoreSubscriber<String> {

    private final CountDownLatch open;
    private volatile boolean ended;
    private long answeredAt;
    private @Nullable String token;
    private @Nullable Throwable failure;

    Caller(CountDownLatch open) {
        this.open = open;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String answer) {
        answeredAt = System.nanoTime();
        token = answer;
    }

    @Override
    public void onError(Throwable reason) {
        failure = reason;
        end();
    }

    @Override
    public void onComplete() {
        end();
    }

    /** Why there is no token; null unless the call failed. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    private void end() {
        ended = true;
        open.countDown();
    }

    boolean waits() {
        return !ended;
    }

    long answeredAt() {
        return answeredAt;
    }

    /** The answer; null after an error, and if there was none. */
    @Nullable
    String token() {
        return token;
    }
}
