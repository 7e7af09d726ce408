package io.tokenwell.refresh;

import io.tokenwell.TokenEvent;
import io.tokenwell.spi.RefreshObserver;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.BufferOverflowStrategy;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/** Tells whoever listens; a listener that is slow or throws disturbs neither the pipeline nor other listeners. */
final class TokenEvents {

    private static final Logger log = LoggerFactory.getLogger(TokenEvents.class);

    private static final int BACKLOG = 1_024;
    private final TroubleLog dropping;
    private final RefreshObserver observer;
    private final Sinks.Many<TokenEvent> events = Sinks.many().multicast().directBestEffort();
    private final Queue<TokenEvent> untold = new ConcurrentLinkedQueue<>();
    private final AtomicInteger telling = new AtomicInteger();
    private final Scheduler scheduler;

    TokenEvents(RefreshRuntime runtime, RefreshObserver observer) {
        this.scheduler = runtime.scheduler();
        this.observer = observer;
        this.dropping = new TroubleLog(log, "Events dropped, a listener of events() is too slow", runtime);
    }

    /** Several may tell at once; whoever comes first hands out for all, so that nobody waits and nothing is dropped. */
    void tell(TokenEvent event) {
        observer.onEvent(event);
        untold.add(event);
        if (telling.getAndIncrement() == 0) {
            int missed = 1;
            while (missed != 0) {
                handOut();
                missed = telling.addAndGet(-missed);
            }
        }
    }

    private void handOut() {
        for (TokenEvent next = untold.poll(); next != null; next = untold.poll()) {
            events.tryEmitNext(next);
        }
    }

    Flux<TokenEvent> all() {
        return Flux.merge(backlog(event -> !routine(event)), backlog(TokenEvents::routine))
                .publishOn(scheduler);
    }

    /** Routine has a backlog of its own, so that it pushes no trouble out. */
    private Flux<TokenEvent> backlog(Predicate<TokenEvent> kind) {
        return events.asFlux()
                .filter(kind)
                .onBackpressureBuffer(BACKLOG, this::dropped, BufferOverflowStrategy.DROP_OLDEST);
    }

    private static boolean routine(TokenEvent event) {
        return event instanceof TokenEvent.Refreshed || event instanceof TokenEvent.Contended;
    }

    private void dropped(TokenEvent event) {
        observer.onEventDropped(event);
        dropping.happened("event=" + event.getClass().getSimpleName() + " account_id=" + event.accountId());
    }
}
