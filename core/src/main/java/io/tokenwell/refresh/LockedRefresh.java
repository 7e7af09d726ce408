package io.tokenwell.refresh;

import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.Lease;
import io.tokenwell.spi.RefreshLock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** The refresh between taking and freeing the lock. The lock saves work; the claim inside decides. */
final class LockedRefresh {

    private static final Logger log = LoggerFactory.getLogger(LockedRefresh.class);

    private final TroubleLog locking;
    private final RefreshLock lock;
    private final TokenPublisher publisher;
    private final Freshness freshness;
    private final ClaimedRefresh claimedRefresh;
    private final RefreshRuntime runtime;
    private final RuntimeCounters counters;
    private final Duration lockTtl;
    private final Duration timeout;

    /** A lease, and whether the lock said that it is ours. */
    private record Held(Lease lease, boolean confirmed) {}

    LockedRefresh(RefreshParts parts) {
        this.lock = parts.lock();
        this.publisher = parts.publisher();
        this.freshness = parts.freshness();
        this.runtime = parts.runtime();
        this.counters = parts.counters();
        this.lockTtl = parts.settings().lockTtl();
        this.timeout = parts.settings().cacheTimeout();
        this.claimedRefresh = new ClaimedRefresh(parts);
        this.locking = new TroubleLog(log, "Refresh lock failed, the claim alone decides", runtime);
    }

    Mono<CachedToken> refreshed(Call call) {
        return Mono.usingWhen(acquired(call), held -> cachedOrClaimed(call, held), this::releaseQuietly);
    }

    /** Held by another is the one failure to wait for. A lock that errs is no reason not to refresh. */
    private Mono<Held> acquired(Call call) {
        return Mono.defer(() -> {
            Lease lease = new Lease(call.key(), runtime.newOwner());
            return lock.tryAcquire(lease, lockTtl)
                    .timeout(timeout, runtime.scheduler())
                    .map(taken -> new Held(taken, true))
                    .onErrorResume(failure -> Mono.just(heldPerhaps(lease, failure)))
                    .switchIfEmpty(Mono.error(LockHeld::new));
        });
    }

    private Held heldPerhaps(Lease lease, Throwable failure) {
        counters.lockFailed();
        locking.failed(lease.key(), failure);
        return new Held(lease, false);
    }

    /** The second look: a winner may have come and gone between our miss and our lock. */
    private Mono<CachedToken> cachedOrClaimed(Call call, Held held) {
        Mono<CachedToken> secondLook = held.confirmed()
                ? publisher.cached(call.key()).filter(token -> freshness.suffices(token, call))
                : Mono.empty();
        return secondLook.switchIfEmpty(
                Mono.defer(() -> claimedRefresh.refreshed(call, held.lease().owner())));
    }

    /** Also where the lock erred: it may have been taken before the answer was lost. */
    private Mono<Void> releaseQuietly(Held held) {
        return lock.release(held.lease()).timeout(timeout, runtime.scheduler()).onErrorResume(failure -> {
            log.debug(
                    "Refresh lock not freed, it will expire: key={} error={}",
                    held.lease().key(),
                    failure.toString());
            return Mono.empty();
        });
    }
}
