package io.tokenwell.example.gateway.page;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * One series of snapshots for all who watch, taken while somebody watches and a little longer. Each viewer pulls: when the
 * last frame is out of the house, the newest one is next, whatever came in between.
 */
final class LiveView {

    static final int MOST_VIEWERS = 32;

    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration GRACE = Duration.ofSeconds(3);
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final String STILL_HERE = ": still here\n\n";

    private final Flux<Frame> frames;
    private final Scheduler scheduler;
    private final AtomicInteger viewers = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Sinks.Empty<Void> closing = Sinks.empty();

    /** Looks at most once at a time; the first look is at once, the pause between two is that of the ticks or more. */
    LiveView(Mono<Frame> look, LongPredicate needsALook, Scheduler scheduler) {
        this.scheduler = scheduler;
        this.frames = Flux.interval(Duration.ZERO, TICK, scheduler)
                .onBackpressureDrop()
                .filter(needsALook::test)
                .concatMap(tick -> look, 1)
                .replay(1)
                .refCount(1, GRACE, scheduler);
    }

    /** The newest frame; waits for one if nobody has been watching. */
    Mono<Frame> newest() {
        return frames.next();
    }

    /** Whether another viewer may come in; whoever was let in has to leave. */
    boolean enter() {
        return viewers.getAndUpdate(many -> Math.min(many + 1, MOST_VIEWERS)) < MOST_VIEWERS;
    }

    void leave() {
        viewers.decrementAndGet();
    }

    /** What one viewer is sent: pieces to be pulled one after the other, each of them the newest there is by then. */
    Flux<Mono<String>> pieces() {
        AtomicLong seen = new AtomicLong();
        return Flux.generate(sink -> {
            if (closed.get()) {
                sink.complete();
            } else {
                sink.next(piece(seen));
            }
        });
    }

    private Mono<String> piece(AtomicLong seen) {
        return frames.filter(frame -> frame.number() > seen.get())
                .next()
                .doOnNext(frame -> seen.set(frame.number()))
                .map(Frame::event)
                .timeout(HEARTBEAT, Mono.just(STILL_HERE), scheduler)
                .takeUntilOther(closing.asMono());
    }

    /** Before the server ends: it would wait for the viewers. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        closed.set(true);
        closing.tryEmitEmpty();
    }
}
