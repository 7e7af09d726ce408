package io.tokenwell.refresh.report;

import io.tokenwell.TokenEvent;
import io.tokenwell.refresh.model.RefreshRuntime;
import io.tokenwell.refresh.model.Waiting;
import io.tokenwell.refresh.model.Walk;
import io.tokenwell.spi.RefreshObserver;
import io.tokenwell.spi.RefreshObserver.Held;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports once what became of walks that wait for others: to counters, observers, events and log. */
public final class WaitReporter {

    private static final Logger log = LoggerFactory.getLogger(WaitReporter.class);

    private final RuntimeCounters counters;
    private final RefreshObserver observer;
    private final TokenEvents events;
    private final Duration slowWait;
    private final TroubleLog slowWaits;
    private final TroubleLog expiries;

    /** Creates the reporter; a wait for others that is shorter than {@code slowWait} is not worth a warning. */
    public WaitReporter(ReportSinks sinks, Duration slowWait, RefreshRuntime runtime) {
        this.counters = sinks.counters();
        this.observer = sinks.observer();
        this.events = sinks.events();
        this.slowWait = slowWait;
        this.slowWaits = new TroubleLog(log, "Waiting for another instance's refresh was slow", runtime);
        this.expiries = new TroubleLog(log, "expires_at not understood, the token is refreshed at every miss", runtime);
    }

    /** Counts a walk's request for a refresh once, however often the walk retries. */
    public void requested(Walk walk) {
        if (walk.account().credentials().expiryUnreadable()) {
            expiries.found(walk.key());
        }
        if (walk.waiting().firstRequest()) {
            counters.refreshRequested();
        }
    }

    public void waitBegan() {
        counters.contended();
    }

    public void heldByAnother(Held held) {
        observer.onContention(held);
    }

    /** Tells that a walk goes on waiting for another holder. */
    public void contended(String accountId) {
        events.publish(new TokenEvent.Contended(accountId));
    }

    public void waited(Duration planned, Duration really) {
        counters.waited(planned);
        observer.onWait(really);
    }

    public void hitAfterWaiting(Walk walk) {
        counters.hitAfterWaiting();
        warnIfSlow(walk);
    }

    public void missAfterWaiting(Walk walk) {
        counters.missAfterWaiting();
        warnIfSlow(walk);
    }

    private void warnIfSlow(Walk walk) {
        Waiting waiting = walk.waiting();
        if (waiting.total().compareTo(slowWait) >= 0) {
            slowWaits.happenedTo(
                    walk.accountId(), "wait_ms=" + waiting.total().toMillis() + " attempts=" + waiting.count());
        }
    }
}
