package io.tokenwell.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** One way's crowd is not another's, and nothing is left behind. */
class LanesTest {

    private final Lanes lanes =
            new Lanes(Redeeming.CALM.toBuilder().maxConnections(1).build());

    @Test
    void aFullLaneHoldsUpNobodyElse() {
        Disposable occupant = lanes.inTurn("a", Mono::never).subscribe();

        StepVerifier.create(lanes.inTurn("b", () -> Mono.just(1))).expectNext(1).verifyComplete();

        occupant.dispose();
        assertThat(lanes.size()).isZero();
    }

    @Test
    void thoseInLineFollowAndTheLaneGoesWithTheLast() {
        Sinks.One<Integer> first = Sinks.one();
        Disposable holder = lanes.inTurn("a", first::asMono).subscribe();
        Disposable leaver = lanes.inTurn("a", Mono::never).subscribe();
        StepVerifier.create(lanes.inTurn("a", () -> Mono.just(2)))
                .then(leaver::dispose)
                .then(() -> first.tryEmitValue(1).orThrow())
                .expectNext(2)
                .verifyComplete();

        assertThat(holder.isDisposed()).isTrue();
        assertThat(lanes.size()).isZero();
    }

    @Test
    void failuresLeaveToo() {
        StepVerifier.create(lanes.inTurn("a", () -> Mono.error(new IllegalStateException("x"))))
                .verifyErrorMessage("x");
        StepVerifier.create(lanes.inTurn("a", () -> {
                    throw new IllegalStateException("y");
                }))
                .verifyErrorMessage("y");
        assertThat(lanes.size()).isZero();
    }
}
