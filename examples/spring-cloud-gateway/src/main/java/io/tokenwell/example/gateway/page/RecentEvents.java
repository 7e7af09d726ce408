package io.tokenwell.example.gateway.page;

import io.tokenwell.TokenEvent;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.springframework.beans.factory.DisposableBean;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/** The newest events of this instance, newest first. */
final class RecentEvents implements DisposableBean {

    static final int MOST = 50;

    private final Clock clock;
    private final Deque<EventView> newest = new ArrayDeque<>();
    private final Disposable listening;
    private long number;

    RecentEvents(Flux<TokenEvent> events, Clock clock) {
        this.clock = clock;
        this.listening = events.subscribe(this::keep);
    }

    private synchronized void keep(TokenEvent event) {
        newest.addFirst(EventView.of(++number, clock.instant(), event));
        if (newest.size() > MOST) {
            newest.removeLast();
        }
    }

    synchronized List<EventView> newest() {
        return List.copyOf(newest);
    }

    synchronized long told() {
        return number;
    }

    @Override
    public void destroy() {
        listening.dispose();
    }
}
