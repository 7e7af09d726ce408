package io.tokenwell.refresh;

import io.tokenwell.TokenEvent;
import io.tokenwell.spi.RefreshObserver;
import io.tokenwell.spi.RefreshObserver.Held;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * The original's backoff: a wait that doubles up to a longest one, each times a factor around 1. A companion of our own,
 * because Reactor's never draws a factor below 1. Lets contention pass, nothing else.
 */
final class ContentionRetry {

    private static final Logger log = LoggerFactory.getLogger(ContentionRetry.class);

    private final BackoffSettings settings;
    private final RefreshRuntime runtime;
    private final RuntimeCounters counters;
    private final RefreshObserver observer;
    private final TokenEvents events;
    private final Predicate<Call> nothingToFallBackOn;
    private final TroubleLog waiting;

    ContentionRetry(
            BackoffSettings settings,
            RefreshRuntime runtime,
            RuntimeCounters counters,
            RefreshObserver observer,
            TokenEvents events,
            Predicate<Call> nothingToFallBackOn) {
        this.settings = settings;
        this.runtime = runtime;
        this.counters = counters;
        this.observer = observer;
        this.events = events;
        this.nothingToFallBackOn = nothingToFallBackOn;
        this.waiting = new TroubleLog(log, "Waiting for another instance's refresh was slow", runtime);
    }

    Retry waitingOf(Call call, Wakeup wakeup) {
        return new Retry() {
            @Override
            public Publisher<?> generateCompanion(Flux<RetrySignal> failures) {
                return failures.concatMap(failure -> nextWait(call, wakeup, failure.failure()));
            }
        };
    }

    /** How long a call waits in line: as long as the original's waits, and one that has no valid token what patience it has left. */
    Duration patienceOf(Call call) {
        Duration left = settings.patience().minus(call.waitingFor(runtime.elapsed()));
        Duration waits = waits();
        return nothingToFallBackOn.test(call) && left.compareTo(waits) > 0 ? left : waits;
    }

    private Duration waits() {
        return IntStream.range(0, settings.attempts()).mapToObj(this::base).reduce(Duration.ZERO, Duration::plus);
    }

    void warnIfSlow(Call call) {
        if (call.waited().compareTo(settings.slowWait()) >= 0) {
            waiting.happenedTo(call.accountId(), "wait_ms=" + call.waited().toMillis() + " attempts=" + call.waits());
        }
    }

    private Mono<Duration> nextWait(Call call, Wakeup wakeup, Throwable failure) {
        if (!(failure instanceof LockHeld signal)) {
            return Mono.error(failure);
        }
        if (call.waits() == 0) {
            counters.contended();
            call.waitingFor(runtime.elapsed());
        }
        if (signal.held() != null) {
            tellOf(call, signal.held());
        }
        return worthWaiting(call) ? oneWait(call, wakeup, jittered(call.waits())) : Mono.error(failure);
    }

    private void tellOf(Call call, Held held) {
        observer.contended(held);
        if (worthWaiting(call) && call.firstContention()) {
            events.tell(new TokenEvent.Contended(call.accountId()));
        }
    }

    private boolean worthWaiting(Call call) {
        return call.waits() < settings.attempts() || hasPatience(call);
    }

    /** Whether a call has nothing valid, by now, and has not waited too long for that. */
    boolean hasPatience(Call call) {
        return nothingToFallBackOn.test(call)
                && call.waitingFor(runtime.elapsed()).compareTo(settings.patience()) < 0;
    }

    private Mono<Duration> oneWait(Call call, Wakeup wakeup, Duration wait) {
        Duration start = runtime.elapsed();
        return Mono.firstWithSignal(waited(wait), woken(call, wakeup).then(Mono.fromSupplier(() -> since(start))))
                .doOnNext(call::addWait)
                .doOnNext(counters::waited)
                .doOnNext(planned -> observer.waited(since(start)));
    }

    private Mono<Duration> waited(Duration wait) {
        return Mono.delay(wait, runtime.scheduler()).thenReturn(wait);
    }

    /**
     * Word of a token or a cooldown ends a wait at once. That the lock has moved says less, and to all who wait: they come
     * as the first wait would bring them, spread over some milliseconds.
     */
    private Mono<Void> woken(Call call, Wakeup wakeup) {
        return Mono.firstWithSignal(
                wakeup.token(), wakeup.cooldown().doOnSuccess(over -> call.hearCooldown()), lockMoved(call, wakeup));
    }

    /** Whoever had the lock and found the claim held waits for the claim: what follows is word of its own release, or of such another's. */
    private Mono<Void> lockMoved(Call call, Wakeup wakeup) {
        return call.lock().worthHearing()
                ? wakeup.lock()
                        .doOnSuccess(moved -> call.lock().moved())
                        .then(Mono.defer(() -> waited(jittered(0))))
                        .then()
                : Mono.never();
    }

    private Duration since(Duration start) {
        return runtime.elapsed().minus(start);
    }

    private Duration jittered(int waitsBefore) {
        return runtime.jittered(base(waitsBefore), settings.jitter());
    }

    private Duration base(int waitsBefore) {
        return JitteredBackoff.doubled(settings.initialWait(), waitsBefore, settings.longestWait());
    }
}
