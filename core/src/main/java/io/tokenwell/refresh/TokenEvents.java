package io.tokenwell.refresh;

import io.tokenwell.TokenEvent;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.BufferOverflowStrategy;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/** Tells whoever listens; a listener that is slow or throws disturbs neither the pipeline nor other listeners. */
final class TokenEvents {

    private static final int BACKLOG = 1_024;
    private final Sinks.Many<TokenEvent> events = Sinks.many().multicast().directBestEffort();
    private final Queue<TokenEvent> untold = new ConcurrentLinkedQueue<>();
    private final AtomicInteger telling = new AtomicInteger();
    private final Scheduler scheduler;

    TokenEvents(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Several may tell at once; whoever comes first hands out for all, so that nobody waits and nothing is dropped. */
    void tell(TokenEvent event) {
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
        return events.asFlux()
                .onBackpressureBuffer(BACKLOG, BufferOverflowStrategy.DROP_OLDEST)
                .publishOn(scheduler);
    }
}
