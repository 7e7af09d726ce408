package io.tokenwell.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenwell.TokenEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.scheduler.Schedulers;

/** Listeners hear everything that their backlog holds, and disturb nobody. */
class TokenEventsTest {

    private final TokenEvents events = new TokenEvents(Schedulers.parallel());

    private static TokenEvent event(int id) {
        return new TokenEvent.RotationSaved(id);
    }

    @Test
    void eventsToldByManyAtOnceAllArrive() {
        List<Long> heard = new CopyOnWriteArrayList<>();
        events.all().subscribe(event -> heard.add(event.accountId()));
        IntStream.range(0, 500).parallel().forEach(id -> events.tell(event(id)));
        await().untilAsserted(() -> assertThat(heard).hasSize(500).doesNotHaveDuplicates());
    }

    @Test
    void aListenerThatThrowsEndsItselfAndNobodyElse() {
        List<Long> heard = new CopyOnWriteArrayList<>();
        List<Throwable> failed = new CopyOnWriteArrayList<>();
        events.all()
                .subscribe(
                        event -> {
                            throw new IllegalStateException("planted");
                        },
                        failed::add);
        events.all().subscribe(event -> heard.add(event.accountId()));
        events.tell(event(1));
        events.tell(event(2));
        await().untilAsserted(() -> assertThat(heard).containsExactly(1L, 2L));
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
                heard.add(event.accountId());
            }
        };
        events.all().subscribe(slow);
        IntStream.range(0, 5_000).forEach(id -> events.tell(event(id)));
        slow.requestUnbounded();
        await().untilAsserted(() -> assertThat(heard).contains(4_999L));
        assertThat(heard).hasSizeLessThan(2_000).isSorted();
    }
}
