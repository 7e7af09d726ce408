package io.tokenwell.refresh.pipeline;

import io.tokenwell.refresh.guard.FirstCacheRead;
import io.tokenwell.refresh.guard.GuardedLock;
import io.tokenwell.refresh.guard.GuardedLock.Leased;
import io.tokenwell.refresh.guard.UnansweredStore;
import io.tokenwell.refresh.model.Attempt;
import io.tokenwell.refresh.model.ClaimAnswer;
import io.tokenwell.refresh.model.ClaimAnswer.Won;
import io.tokenwell.refresh.model.Restart;
import io.tokenwell.refresh.model.Served;
import io.tokenwell.refresh.model.Walk;
import io.tokenwell.spi.AccountChange;
import reactor.core.publisher.Mono;

/**
 * The whole way to a token, from top to bottom: the cache, else the stored token, else one refresh under lock and
 * claim. A walk that finds another holder at work waits and starts again at the cache: the walk that wins supplies all
 * others.
 *
 * <p>Two steps come before the pipeline: what this process knows without asking, and the first read of the cache.
 * Nearly every call ends there, so they are operators of their own, {@code TokenRequest} and {@link FirstCacheRead}.
 */
public final class RefreshPipeline {

    private final KnownTokens known;
    private final ContentionRetry contention;
    private final RefreshTurn turn;
    private final GuardedLock lock;
    private final RefreshClaims claims;
    private final Attempts attempts;
    private final AccountSignals signals = new AccountSignals();

    public RefreshPipeline(
            KnownTokens known,
            ContentionRetry contention,
            RefreshTurn turn,
            GuardedLock lock,
            RefreshClaims claims,
            Attempts attempts) {
        this.known = known;
        this.contention = contention;
        this.turn = turn;
        this.lock = lock;
        this.claims = claims;
        this.attempts = attempts;
    }

    public Mono<Served> token(Walk walk) {
        return Mono.using(() -> signals.listening(walk.key()), signal -> token(walk, signal), signals::left)
                .map(served -> served.after(walk.waiting()));
    }

    private Mono<Served> token(Walk walk, AccountSignal signal) {
        return Mono.defer(() -> cachedOrRefreshed(walk, signal))
                .contextWrite(context -> UnansweredStore.begun(context, walk.cacheUnanswered()))
                .retryWhen(contention.jitteredBackoff(walk, signal)) // 3 contention, nothing else
                .onErrorResume(Restart.class, spent -> contention.lastLook(walk))
                .retryWhen(contention.jitteredBackoff(walk, signal))
                .onErrorResume(Restart.class, spent -> contention.storedAtLast(walk));
    }

    private Mono<Served> cachedOrRefreshed(Walk walk, AccountSignal signal) {
        signal.listen();
        return known.cached(walk) // 1 cache get
                .switchIfEmpty(Mono.defer(() -> known.stored(walk)))
                .switchIfEmpty(Mono.defer(() -> turn.taken(walk, this::refreshed))); // 2 the lock, deferred
    }

    /** Refreshes under the lock, unless the platform rests. */
    public Mono<Served> refreshed(Walk walk) {
        return turn.passed(walk, () -> Mono.usingWhen(lock.acquired(walk), held -> underLock(walk, held), lock::freed));
    }

    private Mono<Served> underLock(Walk walk, Leased held) {
        return known.cachedMeanwhile(walk, held)
                .switchIfEmpty(turn.duringSharedCooldown(walk))
                .switchIfEmpty(Mono.defer(() -> claims.asked(walk, held).flatMap(answer -> claimed(walk, answer))));
    }

    private Mono<Served> claimed(Walk walk, ClaimAnswer answer) {
        return answer instanceof Won won ? redeemed(won.attempt()) : claims.instead(walk, answer);
    }

    private Mono<Served> redeemed(Attempt attempt) {
        return attempts.redeemed(attempt) // 4 the refresh call
                .flatMap(outcome -> attempts.saved(attempt, outcome)); // 5 the R2DBC update, then publish
    }

    public void changed(AccountChange change) {
        signals.changed(change);
    }
}
