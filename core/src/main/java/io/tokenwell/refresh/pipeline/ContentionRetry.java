package io.tokenwell.refresh.pipeline;

import io.tokenwell.Account;
import io.tokenwell.refresh.model.Freshness;
import io.tokenwell.refresh.model.HeldLock;
import io.tokenwell.refresh.model.JitteredBackoff;
import io.tokenwell.refresh.model.RefreshRuntime;
import io.tokenwell.refresh.model.Restart;
import io.tokenwell.refresh.model.Served;
import io.tokenwell.refresh.model.Waiting;
import io.tokenwell.refresh.model.Waiting.WaitEnd;
import io.tokenwell.refresh.model.Walk;
import io.tokenwell.refresh.report.WaitReporter;
import io.tokenwell.refresh.settings.BackoffSettings;
import io.tokenwell.spi.RefreshObserver.Held;
import java.time.Duration;
import java.util.stream.IntStream;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * The original's backoff: waits that double up to a longest one, each multiplied by a random factor around 1. It has a
 * retry companion of its own, because Reactor's backoff never draws a factor below 1. It retries after contention only.
 */
public final class ContentionRetry {

    private final BackoffSettings settings;
    private final Freshness freshness;
    private final LastLook lastLook;
    private final WaitReporter reporter;
    private final RefreshRuntime runtime;

    public ContentionRetry(
            BackoffSettings settings,
            Freshness freshness,
            LastLook lastLook,
            WaitReporter reporter,
            RefreshRuntime runtime) {
        this.settings = settings;
        this.freshness = freshness;
        this.lastLook = lastLook;
        this.reporter = reporter;
        this.runtime = runtime;
    }

    /** Returns the backoff of one walk; {@code signal} brings the walk news of other holders. */
    Retry jitteredBackoff(Walk walk, AccountSignal signal) {
        return new Retry() {
            @Override
            public Publisher<?> generateCompanion(Flux<RetrySignal> failures) {
                return failures.concatMap(failure -> nextWait(walk, signal, failure.failure()));
            }
        };
    }

    /**
     * Emits the answer of a walk that has waited long enough. Errors with {@link Restart} if the walk has a reason by
     * now to go on waiting.
     */
    Mono<Served> lastLook(Walk walk) {
        return lastLook.token(walk, () -> hasPatience(walk));
    }

    /** Emits the stored token for a walk whose patience ended at this very moment; asks for no further wait. */
    Mono<Served> storedAtLast(Walk walk) {
        return lastLook.stored(walk);
    }

    /**
     * Returns how long a walk waits in line for a permit: as long as the original's waits together. A walk that has no
     * valid token waits as long as its remaining patience, if that is longer.
     */
    Duration patienceOf(Walk walk) {
        Duration left = settings.maxWait().minus(walk.waiting().lasting(runtime.elapsed()));
        Duration waits = waits();
        return hasNothing(walk) && left.compareTo(waits) > 0 ? left : waits;
    }

    private Duration waits() {
        return IntStream.range(0, settings.maxAttempts()).mapToObj(this::base).reduce(Duration.ZERO, Duration::plus);
    }

    private Mono<Duration> nextWait(Walk walk, AccountSignal signal, Throwable failure) {
        if (!(failure instanceof Restart restart)) {
            return Mono.error(failure);
        }
        Waiting waiting = walk.waiting();
        if (waiting.count() == 0) {
            reporter.waitBegan();
            waiting.lasting(runtime.elapsed());
        }
        boolean worthWaiting = waiting.count() < settings.maxAttempts() || hasPatience(walk);
        reportHolder(walk, restart, worthWaiting);
        return worthWaiting ? oneWait(walk, signal, jittered(waiting.count())) : Mono.error(failure);
    }

    private void reportHolder(Walk walk, Restart restart, boolean worthWaiting) {
        Held held = restart.held();
        if (held != null) {
            reporter.heldByAnother(held);
            if (worthWaiting && walk.waiting().firstContention()) {
                reporter.contended(walk.accountId());
            }
        }
    }

    /** Reports whether a walk still has no valid token and has not waited too long for one. */
    private boolean hasPatience(Walk walk) {
        return hasNothing(walk) && walk.waiting().lasting(runtime.elapsed()).compareTo(settings.maxWait()) < 0;
    }

    /** Reports whether a walk has no valid token, which is a reason to go on waiting. */
    private boolean hasNothing(Walk walk) {
        Account known = walk.account();
        return walk.demand().rejects(known)
                || known.credentials().accessToken().isEmpty()
                || !freshness.servable(known.credentials());
    }

    private Mono<Duration> oneWait(Walk walk, AccountSignal signal, Duration wait) {
        Duration start = runtime.elapsed();
        return Mono.firstWithSignal(waited(wait).thenReturn(WaitEnd.TIME), woken(walk, signal))
                .map(end -> end == WaitEnd.TIME ? ended(walk, wait, end) : ended(walk, since(start), end))
                .doOnNext(planned -> reporter.waited(planned, since(start)));
    }

    private static Duration ended(Walk walk, Duration wait, WaitEnd how) {
        walk.waiting().ended(wait, how);
        return wait;
    }

    private Mono<Void> waited(Duration wait) {
        return Mono.delay(wait, runtime.scheduler()).then();
    }

    /**
     * Emits what ends a wait early. News of a token or of a cooldown ends it at once. News that the lock was freed or
     * taken says less, and all waiters hear it: they come back after a wait like the first one, spread over some
     * milliseconds.
     */
    private Mono<WaitEnd> woken(Walk walk, AccountSignal signal) {
        return Mono.firstWithSignal(
                signal.token().thenReturn(WaitEnd.TOKEN),
                signal.cooldown().thenReturn(WaitEnd.COOLDOWN),
                lockMoved(walk.waiting().lock(), signal).thenReturn(WaitEnd.LOCK));
    }

    /**
     * Completes after news of the lock. A walk that had the lock and found the claim held never completes here: it
     * waits for the claim, and the news would be of its own release, or of the release by another such walk.
     */
    private Mono<Void> lockMoved(HeldLock lock, AccountSignal signal) {
        return lock.worthHearing()
                ? signal.lock().doOnSuccess(moved -> lock.moved()).then(Mono.defer(() -> waited(jittered(0))))
                : Mono.never();
    }

    private Duration since(Duration start) {
        return runtime.elapsed().minus(start);
    }

    private Duration jittered(int waitsBefore) {
        return runtime.jittered(base(waitsBefore), settings.jitter());
    }

    private Duration base(int waitsBefore) {
        return JitteredBackoff.doubled(settings.minBackoff(), waitsBefore, settings.maxBackoff());
    }
}
