package io.tokenwell.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.core.publisher.SignalType;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** Every caller of shared work is told all of its outcome, once, whenever it comes, asks or leaves. */
class FlightTest {

    private static final int ROUNDS = 20_000;

    private final SingleFlight<String, String> inFlight = new SingleFlight<>();
    private final Sinks.One<String> outcome = Sinks.one();
    private final ExecutorService threads = Executors.newFixedThreadPool(3);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private Mono<String> shared() {
        return shared(outcome.asMono());
    }

    private Mono<String> shared(Mono<String> work) {
        return new Mono<>() {
            @Override
            public void subscribe(CoreSubscriber<? super String> caller) {
                inFlight.join("key", () -> work, caller);
            }
        };
    }

    /** Writes down what it hears; asks and leaves by hand. */
    private static class Heard extends BaseSubscriber<String> {

        private final List<String> signals = new ArrayList<>();
        private volatile int ends;

        @Override
        protected void hookOnSubscribe(Subscription subscription) {}

        @Override
        protected void hookOnNext(String value) {
            signals.add(value);
        }

        @Override
        protected void hookOnError(Throwable failure) {
            signals.add(String.valueOf(failure.getMessage()));
        }

        @Override
        protected void hookOnComplete() {
            signals.add("end");
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // told by one thread
        protected void hookFinally(SignalType type) {
            ends++;
        }
    }

    private Heard caller() {
        Heard heard = new Heard();
        shared().subscribe(heard);
        return heard;
    }

    /** Keeps its subscription after the end, as no well-behaved caller does. */
    private static final class Stubborn implements CoreSubscriber<String> {

        private final List<String> signals = new ArrayList<>();
        private Subscription subscription = Operators.emptySubscription();

        @Override
        public void onSubscribe(Subscription given) {
            subscription = given;
        }

        @Override
        public void onNext(String value) {
            signals.add(value);
        }

        @Override
        public void onError(Throwable failure) {
            signals.add(String.valueOf(failure.getMessage()));
        }

        @Override
        public void onComplete() {
            signals.add("end");
        }
    }

    @Test
    void askingAgainAfterTheAnswerBringsNothing() {
        Stubborn caller = new Stubborn();
        shared().subscribe(caller);
        outcome.tryEmitValue("value");
        assertThat(caller.signals).isEmpty();
        caller.subscription.request(1);
        caller.subscription.request(1);
        assertThat(caller.signals).containsExactly("value", "end");
    }

    @Test
    void aValueWaitsForWhoHasNotAskedYet() {
        Heard first = caller();
        Heard second = caller();
        outcome.tryEmitValue("value");
        assertThat(first.signals).isEmpty();
        first.request(1);
        second.request(Long.MAX_VALUE);
        first.request(1);
        assertThat(first.signals).containsExactly("value", "end");
        assertThat(second.signals).containsExactly("value", "end");
    }

    @Test
    void anErrorAndAnEmptyEndWaitForNobody() {
        Heard failing = caller();
        outcome.tryEmitError(new IllegalStateException("down"));
        assertThat(failing.signals).containsExactly("down");
        Heard empty = new Heard();
        shared(Mono.empty()).subscribe(empty);
        assertThat(empty.signals).containsExactly("end");
    }

    @Test
    void whoHasLeftHearsNothingAndTheOthersHearAll() {
        Heard first = caller();
        Heard second = caller();
        Heard third = caller();
        List.of(first, second, third).forEach(BaseSubscriber::requestUnbounded);
        first.cancel();
        second.cancel();
        outcome.tryEmitValue("value");
        assertThat(List.of(first, second))
                .allSatisfy(gone -> assertThat(gone.signals).isEmpty());
        assertThat(third.signals).containsExactly("value", "end");
    }

    @Test
    void callersAreToldInTheOrderInWhichTheyCame() {
        List<Integer> told = new ArrayList<>();
        IntStream.range(0, 5).forEach(number -> shared().subscribe(value -> told.add(number)));
        outcome.tryEmitValue("value");
        assertThat(told).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void whatComesAfterTheEndIsNotTold() {
        Mono<String> twice = Mono.fromDirect(caller -> {
            caller.onSubscribe(Operators.emptySubscription());
            caller.onNext("value");
            caller.onError(new IllegalStateException("late"));
            caller.onComplete();
        });
        StepVerifier.create(shared(new Mono<>() {
                    @Override
                    public void subscribe(CoreSubscriber<? super String> work) {
                        twice.subscribe(work);
                    }
                }))
                .expectNext("value")
                .verifyComplete();
    }

    @Test
    void aCallerThatThrowsWhenItIsGreetedLeavesTheKeyFree() {
        CoreSubscriber<String> rude = new Heard() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                throw new NoClassDefFoundError("planted");
            }
        };
        assertThatThrownBy(() -> inFlight.join("key", outcome::asMono, rude)).hasMessage("planted");
        assertThat(inFlight.size()).isZero();
    }

    /** Three threads meet: the work ends, one caller joins, another asks or leaves. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nobodyIsForgottenWhoeverIsFirst(boolean asks) throws Exception {
        CyclicBarrier start = new CyclicBarrier(3);
        for (int round = 0; round < ROUNDS; round++) {
            Sinks.One<String> work = Sinks.one();
            Heard early = new Heard();
            Heard joining = new Heard();
            shared(work.asMono()).subscribe(early);
            List<Future<?>> all = List.of(
                    threads.submit(() -> {
                        start.await();
                        return work.tryEmitValue("value");
                    }),
                    threads.submit(() -> {
                        start.await();
                        shared(Mono.just("value")).subscribe(joining);
                        joining.requestUnbounded();
                        return joining;
                    }),
                    threads.submit(() -> {
                        start.await();
                        if (asks) {
                            early.requestUnbounded();
                        } else {
                            early.cancel();
                        }
                        return early;
                    }));
            for (Future<?> one : all) {
                one.get(10, TimeUnit.SECONDS);
            }
            assertThat(joining.ends).isEqualTo(1);
            assertThat(joining.signals).containsExactly("value", "end");
            assertThat(early.signals).isEqualTo(asks ? List.of("value", "end") : List.of());
            assertThat(inFlight.size()).isZero();
        }
    }
}
