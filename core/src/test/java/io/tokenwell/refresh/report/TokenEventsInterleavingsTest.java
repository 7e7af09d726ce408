package io.tokenwell.refresh.report;

import static io.tokenwell.tck.Interleavings.check;
import static io.tokenwell.tck.Interleavings.neverWrong;
import static io.tokenwell.tck.Interleavings.shared;
import static io.tokenwell.tck.Interleavings.somewhereWrong;
import static io.tokenwell.tck.Interleavings.together;

import io.tokenwell.TokenEvent;
import io.tokenwell.refresh.Ear;
import io.tokenwell.refresh.model.RefreshRuntime;
import io.tokenwell.spi.RefreshObserver;
import io.tokenwell.tck.Interleavings;
import java.time.Clock;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** The drain loop: one hands out for all, and nothing stays behind. */
@Tag(Interleavings.TAG)
class TokenEventsInterleavingsTest {

    private static Consumer<TokenEvent> events(Ear<TokenEvent> ear) {
        TokenEvents events = new TokenEvents(
                new RefreshRuntime(Clock.systemUTC(), Schedulers.immediate(), () -> 0, () -> 0.5, "test"),
                new RefreshObserver() {});
        events.all().subscribe(ear);
        return shared(events)::publish;
    }

    /** Forgets what came while it was handing out. */
    private static Consumer<TokenEvent> leavingBehind(Ear<TokenEvent> ear) {
        Sinks.Many<TokenEvent> sink = Sinks.many().multicast().directBestEffort();
        sink.asFlux().subscribe(ear);
        Queue<TokenEvent> untold = shared(new ConcurrentLinkedQueue<>());
        AtomicInteger telling = shared(new AtomicInteger());
        return event -> {
            untold.add(event);
            if (telling.getAndIncrement() == 0) {
                for (TokenEvent next = untold.poll(); next != null; next = untold.poll()) {
                    sink.tryEmitNext(next);
                }
                telling.set(0);
            }
        };
    }

    private static void toldByTwo(Function<Ear<TokenEvent>, Consumer<TokenEvent>> made) {
        Ear<TokenEvent> ear = shared(new Ear<>());
        Consumer<TokenEvent> telling = made.apply(ear);
        together(
                () -> telling.accept(new TokenEvent.RotationSaved("1")),
                () -> telling.accept(new TokenEvent.RotationSaved("2")));
        check(ear.values() == 2, "heard " + ear.values() + " of 2");
    }

    @Test
    void whatTwoTellAtOnceArrives() {
        neverWrong(() -> toldByTwo(TokenEventsInterleavingsTest::events));
    }

    @Test
    void aTwinThatLeavesBehindIsCaught() {
        somewhereWrong(() -> toldByTwo(TokenEventsInterleavingsTest::leavingBehind));
    }
}
