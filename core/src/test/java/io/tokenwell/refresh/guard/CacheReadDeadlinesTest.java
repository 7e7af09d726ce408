package io.tokenwell.refresh.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwell.refresh.VirtualFleet;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.test.scheduler.VirtualTimeScheduler;

/** A cache that does not answer costs its timeout once, and one timer for all. */
class CacheReadDeadlinesTest {

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final AtomicInteger ticks = new AtomicInteger();
    private volatile boolean reading = true;

    @Test
    void ticksGoOnWhileSomebodyReadsAndThenEnd() {
        CacheReadDeadlines deadlines = new CacheReadDeadlines(time, Duration.ofMillis(800), tick -> {
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
        CacheReadDeadlines deadlines = new CacheReadDeadlines(time, Duration.ofMillis(800), tick -> false);
        deadlines.begun();
        time.advanceTimeBy(Duration.ofMillis(100));
        assertThat(deadlines.begun()).isEqualTo(1);
        time.advanceTimeBy(Duration.ofMillis(100));
        assertThat(deadlines.begun()).isEqualTo(2);
    }

    /** Virtual time does not go on after a task has thrown, so the tasks are run by hand. */
    @Test
    void aLookThatThrowsDoesNotEndThem() {
        Queue<Runnable> tasks = new ArrayDeque<>();
        CacheReadDeadlines deadlines = new CacheReadDeadlines(new ByHand(tasks), Duration.ofMillis(800), tick -> {
            throw new IllegalStateException("planted");
        });
        deadlines.begun();
        for (int tick = 1; tick <= 3; tick++) {
            assertThat(tasks).hasSize(1);
            assertThatThrownBy(() -> tasks.remove().run()).hasMessage("planted");
        }
        assertThat(tasks).hasSize(1);
    }

    private record ByHand(Queue<Runnable> tasks) implements Scheduler {

        @Override
        public Disposable schedule(Runnable task) {
            tasks.add(task);
            return Disposables.single();
        }

        @Override
        public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
            return schedule(task);
        }

        @Override
        public Worker createWorker() {
            throw new UnsupportedOperationException();
        }
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
