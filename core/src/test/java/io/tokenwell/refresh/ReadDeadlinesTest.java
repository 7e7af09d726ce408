package io.tokenwell.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** A cache that does not answer costs its timeout once, and one timer for all. */
class ReadDeadlinesTest {

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final AtomicInteger ticks = new AtomicInteger();
    private volatile boolean reading = true;

    @Test
    void ticksGoOnWhileSomebodyReadsAndThenEnd() {
        ReadDeadlines deadlines = new ReadDeadlines(time, Duration.ofMillis(800), tick -> {
            ticks.incrementAndGet();
            return reading;
        });
        assertThat(deadlines.begun()).isZero();
        deadlines.begun();
        time.advanceTimeBy(Duration.ofMillis(450));
        assertThat(ticks).hasValue(4);
        reading = false;
        time.advanceTimeBy(Duration.ofSeconds(5));
        assertThat(ticks).as("one look, and one for who came meanwhile").hasValue(6);
    }

    @Test
    void aNewReadStartsThemAgain() {
        ReadDeadlines deadlines = new ReadDeadlines(time, Duration.ofMillis(800), tick -> false);
        deadlines.begun();
        time.advanceTimeBy(Duration.ofMillis(100));
        assertThat(deadlines.begun()).isEqualTo(1);
        time.advanceTimeBy(Duration.ofMillis(100));
        assertThat(deadlines.begun()).isEqualTo(2);
    }

    @Test
    void aLookThatThrowsDoesNotEndThem() {
        ReadDeadlines deadlines = new ReadDeadlines(time, Duration.ofMillis(800), tick -> {
            if (ticks.incrementAndGet() == 1) {
                throw new IllegalStateException("planted");
            }
            return true;
        });
        deadlines.begun();
        assertThatThrownBy(() -> time.advanceTimeBy(Duration.ofMillis(100))).hasMessage("planted");
        time.advanceTimeBy(Duration.ofMillis(350));
        assertThat(ticks).hasValue(4);
    }

    @Test
    void aHangingCacheIsLeftBehindAfterItsTimeout() {
        VirtualFleet fleet = new VirtualFleet();
        fleet.ports.bending("cache.get", work -> Mono.never());
        var answer = fleet.instance()
                .getAccessToken(fleet.stored(Duration.ofHours(1)))
                .toFuture();
        fleet.advance(Duration.ofMillis(999));
        assertThat(answer).isNotDone();
        fleet.advance(Duration.ofMillis(127));
        assertThat(answer.getNow("none")).isEqualTo("at-0");
    }

    @Test
    void aLateAnswerIsIgnored() {
        VirtualFleet fleet = new VirtualFleet();
        fleet.ports.bending(
                "cache.get",
                work -> Mono.delay(Duration.ofMillis(1_126), fleet.time).then(work));
        var answer = fleet.instance()
                .getAccessToken(fleet.stored(Duration.ofHours(1)))
                .toFuture();
        fleet.advance(Duration.ofSeconds(5));
        assertThat(answer.getNow("none")).isEqualTo("at-0");
        assertThat(fleet.ports.count("accounts.find")).isEqualTo(1);
    }
}
