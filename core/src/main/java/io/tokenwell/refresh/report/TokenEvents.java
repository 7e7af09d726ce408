package io.tokenwell.refresh.report;

import io.tokenwell.AccountIds;
import io.tokenwell.TokenEvent;
import io.tokenwell.refresh.model.RefreshRuntime;
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

/**
 * Publishes events to all listeners. A listener that is slow or throws disturbs neither the pipeline nor the others.
 */
public final class TokenEvents {

    private static final Logger log = LoggerFactory.getLogger(TokenEvents.class);

    private static final int BACKLOG = 1_024;
    private final TroubleLog dropping;
    private final RefreshObserver observer;
    private final Sinks.Many<TokenEvent> events = Sinks.many().multicast().directBestEffort();
    private final Queue<TokenEvent> unpublished = new ConcurrentLinkedQueue<>();
    private final AtomicInteger publishing = new AtomicInteger();
    private final Scheduler scheduler;

    public TokenEvents(RefreshRuntime runtime, RefreshObserver observer) {
        this.scheduler = runtime.scheduler();
        this.observer = observer;
        this.dropping = new TroubleLog(log, "Events dropped, a listener of events() is too slow", runtime);
    }

    /**
     * Publishes an event. Several threads may do so at once: the first one emits for all, so that no thread waits and
     * no event is dropped.
     */
    void publish(TokenEvent event) {
        observer.onEvent(event);
        unpublished.add(event);
        if (publishing.getAndIncrement() == 0) {
            int missed = 1;
            while (missed != 0) {
                emitAll();
                missed = publishing.addAndGet(-missed);
            }
        }
    }

    private void emitAll() {
        for (TokenEvent next = unpublished.poll(); next != null; next = unpublished.poll()) {
            events.tryEmitNext(next);
        }
    }

    public Flux<TokenEvent> all() {
        return Flux.merge(backlog(event -> !routine(event)), backlog(TokenEvents::routine))
                .publishOn(scheduler);
    }

    /** Returns the events of one kind. Routine has a backlog of its own, so that it pushes no trouble out. */
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
        dropping.happened(
                "event=" + event.getClass().getSimpleName() + " account_id=" + AccountIds.encoded(event.accountId()));
    }
}
