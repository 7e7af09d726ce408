package io.tokenwell.example.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

class LiveViewTest {

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final AtomicInteger looks = new AtomicInteger();
    private final LiveView live = new LiveView(Mono.fromSupplier(this::look), tick -> tick % 10 == 0, time);

    @AfterEach
    void end() {
        time.dispose();
    }

    private Frame look() {
        int number = looks.incrementAndGet();
        return new Frame(number, "{" + number + "}");
    }

    @Test
    void aSlowViewerGetsTheNewestAndNoneOfThoseInBetween() {
        List<String> slow = new ArrayList<>();
        Sinks.Empty<Void> sent = Sinks.empty();
        Disposable viewer = live.pieces()
                .concatMap(
                        piece -> piece.doOnNext(text -> slow.add(text))
                                .then(Mono.defer(() -> slow.size() == 1 ? sent.asMono() : Mono.never())),
                        1)
                .subscribe();
        List<String> quick = new ArrayList<>();
        Disposable other = live.pieces()
                .concatMap(piece -> piece.doOnNext(text -> quick.add(text)), 1)
                .subscribe();
        time.advanceTimeBy(Duration.ofSeconds(100));
        sent.tryEmitEmpty();

        assertThat(quick).hasSize(101);
        assertThat(slow).containsExactly("id: 1\nretry: 1000\ndata: {1}\n\n", "id: 101\nretry: 1000\ndata: {101}\n\n");
        viewer.dispose();
        other.dispose();
    }

    @Test
    void manyViewersCostOneLook() {
        List<Disposable> viewers = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            viewers.add(live.pieces().concatMap(piece -> piece, 1).subscribe());
        }
        time.advanceTimeBy(Duration.ofSeconds(10));

        assertThat(looks).hasValue(11);
        viewers.forEach(Disposable::dispose);
    }

    @Test
    void nobodyLooksWhenNobodyWatches() {
        time.advanceTimeBy(Duration.ofSeconds(60));
        assertThat(looks).hasValue(0);

        live.newest().subscribe();
        time.advanceTimeBy(Duration.ofSeconds(60));
        assertThat(looks.get()).isBetween(1, 4);
    }

    @Test
    void whenNothingComesAHeartbeatDoes() {
        LiveView still = new LiveView(Mono.never(), tick -> true, time);
        List<String> heard = new ArrayList<>();
        Disposable viewer = still.pieces()
                .concatMap(piece -> piece.doOnNext(text -> heard.add(text)), 1)
                .subscribe();
        time.advanceTimeBy(Duration.ofSeconds(21));

        assertThat(heard).containsExactly(": still here\n\n", ": still here\n\n");
        viewer.dispose();
    }

    @Test
    void theEndOfTheServerIsTheEndOfTheStream() {
        Disposable viewer = live.pieces().concatMap(piece -> piece, 1).subscribe();
        time.advanceTimeBy(Duration.ofSeconds(2));
        assertThat(viewer.isDisposed()).isFalse();
        live.close();
        assertThat(viewer.isDisposed()).isTrue();
    }
}
