package io.tokenwell.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Sinks;

/** Callers that break when they are told, in a way that Reactor lets pass without a signal. */
class RudeCallersTest {

    private final SingleFlight<String, Integer> inFlight = new SingleFlight<>();
    private final Sinks.One<Integer> outcome = Sinks.one();
    private final List<Integer> told = new ArrayList<>();

    private void joins(int caller, boolean rude) {
        inFlight.join("key", outcome::asMono, new BaseSubscriber<>() {
            @Override
            protected void hookOnNext(Integer value) {
                if (rude) {
                    throw new NoClassDefFoundError("planted");
                }
                told.add(caller);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void whatOneCallerThrowsKeepsNoOtherFromBeingTold(int rude) {
        for (int caller = 0; caller < 3; caller++) {
            joins(caller, caller == rude);
        }
        assertThatThrownBy(() -> outcome.tryEmitValue(1)).hasMessage("planted");
        assertThat(told).hasSize(2).doesNotContain(rude).isSorted();
        assertThat(inFlight.size()).isZero();
    }
}
