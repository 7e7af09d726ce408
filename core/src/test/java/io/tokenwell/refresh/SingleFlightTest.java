package io.tokenwell.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** The shared map never leaks or wedges an entry. */
class SingleFlightTest {

    private final SingleFlight<String, String> inFlight = new SingleFlight<>();
    private final AtomicInteger started = new AtomicInteger();

    private Mono<String> shared(Mono<String> work) {
        return joined(() -> {
            started.incrementAndGet();
            return work;
        });
    }

    private Mono<String> joined(Supplier<Mono<String>> work) {
        return new Mono<>() {
            @Override
            public void subscribe(CoreSubscriber<? super String> caller) {
                inFlight.join("key", work, caller);
            }
        };
    }

    @Test
    void nothingStartsBeforeSubscription() {
        Mono<String> work = shared(Mono.just("value"));
        assertThat(started).hasValue(0);
        assertThat(VirtualFleet.now(work)).isEqualTo("value");
    }

    @Test
    void overlappingCallersShareOnePieceOfWork() {
        Sinks.One<String> outcome = Sinks.one();
        var first = shared(outcome.asMono()).toFuture();
        var second = shared(outcome.asMono()).toFuture();
        outcome.tryEmitValue("value");
        assertThat(started).hasValue(1);
        assertThat(List.of(first.getNow(""), second.getNow(""))).containsOnly("value");
        assertThat(inFlight.size()).isZero();
    }

    @Test
    void theNextCallStartsAnew() {
        VirtualFleet.now(shared(Mono.just("value")));
        VirtualFleet.now(shared(Mono.just("value")));
        assertThat(started).hasValue(2);
    }

    @Test
    void anErrorReachesAllAndFreesTheKey() {
        Sinks.One<String> outcome = Sinks.one();
        var first = shared(outcome.asMono()).toFuture();
        var second = shared(outcome.asMono()).toFuture();
        outcome.tryEmitError(new IllegalStateException("down"));
        assertThat(List.of(first, second))
                .allSatisfy(
                        answer -> assertThatThrownBy(() -> answer.getNow("")).hasRootCauseMessage("down"));
        assertThat(inFlight.size()).isZero();
    }

    @Test
    void emptyWorkAndWorkThatThrowsFreeTheKey() {
        assertThat(VirtualFleet.now(shared(Mono.empty()))).isNull();
        var thrown = joined(() -> {
            throw new IllegalStateException("no work");
        });
        assertThatThrownBy(() -> thrown.toFuture().getNow("")).hasRootCauseMessage("no work");
        assertThat(inFlight.size()).isZero();
    }

    @Test
    void whoIsToldIsNeverToldOfAFinishedPieceOfWork() {
        List<String> again = new ArrayList<>();
        var first = shared(Mono.just("one"))
                .flatMap(value -> shared(Mono.just("two")).doOnNext(again::add));
        assertThat(VirtualFleet.now(first)).isEqualTo("two");
        assertThat(again).containsExactly("two");
    }

    @Test
    void workGoesOnWhenAllCallersHaveLeft() {
        Sinks.One<String> outcome = Sinks.one();
        CompletableFuture<String> done = new CompletableFuture<>();
        shared(outcome.asMono().doOnNext(done::complete)).subscribe().dispose();
        outcome.tryEmitValue("value");
        assertThat(done).isCompletedWithValue("value");
        assertThat(inFlight.size()).isZero();
    }

    @Test
    void racingCallersOfManyThreadsAllEnd() {
        Long answers = Flux.range(0, 20_000)
                .flatMap(
                        i -> shared(Mono.just("value").publishOn(Schedulers.boundedElastic()))
                                .subscribeOn(Schedulers.parallel()),
                        64)
                .count()
                .block();
        assertThat(answers).isEqualTo(20_000);
        assertThat(inFlight.size()).isZero();
    }

    @Test
    void anErrorOfTheJvmItselfReachesTheCallerAndFreesTheKey() {
        Mono<String> broken = shared(Mono.fromSupplier(() -> {
            throw new NoClassDefFoundError("planted");
        }));
        assertThatThrownBy(() -> broken.toFuture().getNow("")).hasStackTraceContaining("planted");
        assertThat(inFlight.size()).isZero();
    }
}
