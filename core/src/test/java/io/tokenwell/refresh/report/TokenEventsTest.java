package io.tokenwell.refresh.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenwell.TokenEvent;
import io.tokenwell.refresh.model.RefreshRuntime;
import io.tokenwell.spi.RefreshObserver;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.scheduler.Schedulers;

/** Listeners hear everything that their backlog holds, and disturb nobody. */
class TokenEventsTest {

    private final List<TokenEvent> unheard = new CopyOnWriteArrayList<>();
    private final TokenEvents events = new TokenEvents(
            new RefreshRuntime(Clock.systemUTC(), Schedulers.parallel(), System::nanoTime, () -> 0.5, "test"),
            new RefreshObserver() {
                @Override
                public void onEventDropped(TokenEvent event) {
                    unheard.add(event);
                }
            });

    private static TokenEvent event(int id) {
        return new TokenEvent.RotationSaved(Long.toString(id));
    }

    @Test
    void eventsToldByManyAtOnceAllArrive() {
        List<String> heard = new CopyOnWriteArrayList<>();
        events.all().subscribe(event -> heard.add(event.accountId()));
        IntStream.range(0, 500).parallel().forEach(id -> events.publish(event(id)));
        await().untilAsserted(() -> assertThat(heard).hasSize(500).doesNotHaveDuplicates());
    }

    @Test
    void aListenerThatThrowsEndsItselfAndNobodyElse() {
        List<String> heard = new CopyOnWriteArrayList<>();
        List<Throwable> failed = new CopyOnWriteArrayList<>();
        events.all()
                .subscribe(
                        event -> {
                            throw new IllegalStateException("planted");
                        },
                        failed::add);
        events.all().subscribe(event -> heard.add(event.accountId()));
        events.publish(event(1));
        events.publish(event(2));
        await().untilAsserted(() -> assertThat(heard).containsExactly("1", "2"));
        assertThat(failed).hasSize(1);
    }

    @Test
    void aListenerThatStandsStillLosesTheOldestOnly() {
        List<Long> heard = new CopyOnWriteArrayList<>();
        BaseSubscriber<TokenEvent> slow = new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {}

            @Override
            protected void hookOnNext(TokenEvent event) {
                heard.add(Long.valueOf(event.accountId()));
            }
        };
        events.all().subscribe(slow);
        IntStream.range(0, 5_000).forEach(id -> events.publish(event(id)));
        slow.requestUnbounded();
        await().untilAsserted(() -> assertThat(heard).contains(4_999L));
        assertThat(heard).hasSizeLessThan(2_000).isSorted();
        assertThat(unheard).as("each is told").hasSize(5_000 - heard.size());
    }

    @Test
    void routinePushesNoTroubleOutOfTheBacklog() {
        List<TokenEvent> heard = new CopyOnWriteArrayList<>();
        BaseSubscriber<TokenEvent> slow = new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {}

            @Override
            protected void hookOnNext(TokenEvent event) {
                heard.add(event);
            }
        };
        events.all().subscribe(slow);
        IntStream.range(0, 5_000).forEach(id -> events.publish(new TokenEvent.Contended(Long.toString(id))));
        events.publish(event(1));
        IntStream.range(0, 5_000)
                .forEach(id -> events.publish(new TokenEvent.Refreshed(Long.toString(id), Duration.ZERO, null)));
        slow.requestUnbounded();
        await().untilAsserted(() ->
                assertThat(heard).contains(event(1), new TokenEvent.Refreshed("4999", Duration.ZERO, null)));
        assertThat(unheard).isNotEmpty().noneMatch(event -> event instanceof TokenEvent.RotationSaved);
    }

    @Test
    void whoKeepsUpHearsRoutineAndTroubleInTheOrderTheyWereTold() {
        List<Long> heard = new CopyOnWriteArrayList<>();
        events.all().subscribe(event -> heard.add(Long.valueOf(event.accountId())));
        for (int id = 0; id < 100; id += 2) {
            events.publish(new TokenEvent.Contended(Long.toString(id)));
            events.publish(event(id + 1));
        }
        await().untilAsserted(() -> assertThat(heard).hasSize(100));
        assertThat(heard).isSorted();
    }
}
