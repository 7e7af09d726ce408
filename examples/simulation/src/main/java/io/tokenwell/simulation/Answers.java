package io.tokenwell.simulation;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/** The outcome of work that needs no time. */
final class Answers {

    private Answers() {}

    static <T> @Nullable T now(Mono<T> work) {
        Answer<T> answer = new Answer<>();
        work.subscribe(answer);
        return answer.value;
    }

    private static final class Answer<T> implements CoreSubscriber<T> {

        @Nullable
        T value;

        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(T next) {
            value = next;
        }

        @Override
        public void onError(Throwable failure) {
            throw new IllegalStateException(failure);
        }

        @Override
        public void onComplete() {
            // Nothing to wait for.
        }
    }
}
