package io.tokenwell.refresh;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.Lease;
import io.tokenwell.spi.RefreshLock;
import io.tokenwell.spi.RefreshObserver.Held;
import io.tokenwell.spi.RequestOutcome;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** The refresh between taking and freeing the lock. The lock saves work; the claim inside decides. */
final class LockedRefresh {

    private static final Logger log = LoggerFactory.getLogger(LockedRefresh.class);

    private final TroubleLog locking;
    private final PlatformGate gate;
    private final RefreshLock lock;
    private final TokenPublisher publisher;
    private final Freshness freshness;
    private final ClaimedRefresh claimedRefresh;
    private final RotationFlush flush;
    private final RefreshRuntime runtime;
    private final RuntimeCounters counters;
    private final Duration lockTtl;
    private final Duration timeout;
    private final BackoffSettings backoff;

    /** Accounts whose claim this process asks past another's lock. */
    private final Set<AccountKey> passing = ConcurrentHashMap.newKeySet();

    /** A lease, and what is known of it. */
    private record Leased(Lease lease, Answer answer) {}

    private enum Answer {
        OURS,
        UNKNOWN,
        NOT_ASKED,
        ANOTHERS
    }

    LockedRefresh(RefreshParts parts) {
        this.gate = parts.gate();
        this.lock = parts.lock();
        this.publisher = parts.publisher();
        this.flush = parts.flush();
        this.freshness = parts.freshness();
        this.runtime = parts.runtime();
        this.counters = parts.counters();
        this.lockTtl = parts.settings().lockTtl();
        this.timeout = parts.settings().cacheTimeout();
        this.backoff = parts.settings().backoff();
        this.claimedRefresh = new ClaimedRefresh(parts);
        this.locking = new TroubleLog(log, "Refresh lock failed, the claim alone decides", runtime);
    }

    /** A platform at rest is not asked for, whoever holds the lock. */
    Mono<CachedToken> refreshed(Call call) {
        return gate.passed(
                call, () -> Mono.usingWhen(acquired(call), held -> cachedOrClaimed(call, held), this::releaseQuietly));
    }

    /** Held by another is the one failure to wait for. A lock that errs or is silent is no reason not to refresh. */
    private Mono<Leased> acquired(Call call) {
        return Mono.defer(() -> {
            Lease lease = new Lease(call.key(), runtime.newOwner());
            return Silence.spared(locked(call, lease), Mono.fromSupplier(() -> new Leased(lease, Answer.NOT_ASKED)));
        });
    }

    private Mono<Leased> locked(Call call, Lease lease) {
        return Silence.asked(Mono.defer(() -> lock.tryAcquire(lease, lockTtl)), timeout, runtime)
                .map(taken -> new Leased(taken, Answer.OURS))
                .onErrorResume(failure -> Mono.just(heldPerhaps(lease, failure)))
                .doOnNext(taken -> call.lock().taken())
                .switchIfEmpty(Mono.defer(() -> passed(call, lease)));
    }

    /** A lock that nobody frees may have no holder any more: one call of this process at a time asks the claim without it. */
    private Mono<Leased> passed(Call call, Lease lease) {
        Duration patience = runtime.jittered(backoff.lockPatience(), backoff.jitter());
        return call.lock().overdue(runtime.elapsed(), patience) && backoff.patient() && passing.add(call.key())
                ? Mono.just(new Leased(lease, Answer.ANOTHERS))
                : Mono.error(() -> new LockHeld(Held.LOCK));
    }

    private Leased heldPerhaps(Lease lease, Throwable failure) {
        counters.lockFailed();
        locking.failed(lease.key(), failure);
        return new Leased(lease, Answer.UNKNOWN);
    }

    /** The second look: a winner may have come and gone between our miss and our lock. */
    private Mono<CachedToken> cachedOrClaimed(Call call, Leased held) {
        Mono<CachedToken> secondLook = held.answer() == Answer.OURS
                ? publisher
                        .cached(call.key())
                        .filter(token -> suffices(token, call))
                        .doOnNext(token -> call.cameFrom(RequestOutcome.CACHE))
                : Mono.empty();
        return secondLook.switchIfEmpty(
                Mono.defer(() -> claimedRefresh.refreshed(call, held.lease().owner())));
    }

    private boolean suffices(CachedToken entry, Call call) {
        return call.accepts(entry) && freshness.suffices(entry, call);
    }

    /** Also where the lock erred: it may have been taken before the answer was lost. */
    private Mono<Void> releaseQuietly(Leased held) {
        return switch (held.answer()) {
            case OURS, UNKNOWN ->
                Silence.written(
                        freed(held.lease()), work -> flush.detached(held.lease().key(), work));
            case ANOTHERS -> Mono.fromRunnable(() -> passing.remove(held.lease().key()));
            case NOT_ASKED -> Mono.empty();
        };
    }

    private Mono<Void> freed(Lease lease) {
        return Silence.asked(lock.release(lease), timeout, runtime).onErrorResume(failure -> {
            log.debug(
                    "Refresh lock not freed, it will expire: account_id={} error={}",
                    lease.key().accountId(),
                    failure.toString());
            return Mono.empty();
        });
    }
}
