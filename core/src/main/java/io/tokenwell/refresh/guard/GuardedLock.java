package io.tokenwell.refresh.guard;

import io.tokenwell.AccountIds;
import io.tokenwell.refresh.model.DetachedWork;
import io.tokenwell.refresh.model.HeldLock;
import io.tokenwell.refresh.model.RefreshRuntime;
import io.tokenwell.refresh.model.Restart;
import io.tokenwell.refresh.model.Restart.Why;
import io.tokenwell.refresh.model.Walk;
import io.tokenwell.refresh.report.RefreshReporter;
import io.tokenwell.refresh.settings.BackoffSettings;
import io.tokenwell.refresh.settings.RefreshSettings;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.Lease;
import io.tokenwell.spi.RefreshLock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** The lock, as far as it can be reached. It saves work; the claim that is taken under it decides. */
public final class GuardedLock {

    private static final Logger log = LoggerFactory.getLogger(GuardedLock.class);

    private final RefreshLock lock;
    private final RefreshRuntime runtime;
    private final DetachedWork detached;
    private final RefreshReporter reporter;
    private final Duration lockTtl;
    private final Duration timeout;
    private final BackoffSettings backoff;

    /** Accounts whose claim this process asks for although another holder has the lock. */
    private final Set<AccountKey> passing = ConcurrentHashMap.newKeySet();

    /** A lease, and what is known of it. */
    public record Leased(Lease lease, Answer answer) {

        public boolean ours() {
            return answer == Answer.OURS;
        }
    }

    private enum Answer {
        OURS,
        UNKNOWN,
        NOT_ASKED,
        ANOTHERS
    }

    public GuardedLock(
            RefreshLock lock,
            RefreshRuntime runtime,
            RefreshSettings settings,
            DetachedWork detached,
            RefreshReporter reporter) {
        this.lock = lock;
        this.runtime = runtime;
        this.detached = detached;
        this.reporter = reporter;
        this.lockTtl = settings.lockTtl();
        this.timeout = settings.cacheTimeout();
        this.backoff = settings.backoff();
    }

    /**
     * Emits the lease. Errors with {@link Restart} if another holder has the lock, the one failure to wait for. A lock
     * that errs or does not answer is no reason not to refresh.
     */
    public Mono<Leased> acquired(Walk walk) {
        return Mono.defer(() -> {
            Lease lease = new Lease(walk.key(), runtime.newOwner());
            return UnansweredStore.spared(
                    locked(walk, lease), Mono.fromSupplier(() -> new Leased(lease, Answer.NOT_ASKED)));
        });
    }

    private Mono<Leased> locked(Walk walk, Lease lease) {
        HeldLock held = walk.waiting().lock();
        return UnansweredStore.asked(Mono.defer(() -> lock.tryAcquire(lease, lockTtl)), timeout, runtime)
                .map(taken -> new Leased(taken, Answer.OURS))
                .onErrorResume(failure -> Mono.just(heldPerhaps(lease, failure)))
                .doOnNext(taken -> held.taken())
                .switchIfEmpty(Mono.defer(() -> passed(held, lease)));
    }

    /**
     * Lets one walk of this process at a time ask for the claim without the lock: a lock that stays held for so long
     * may have no holder any more.
     */
    private Mono<Leased> passed(HeldLock held, Lease lease) {
        Duration patience = runtime.jittered(backoff.lockPatience(), backoff.jitter());
        return held.overdue(runtime.elapsed(), patience) && !backoff.maxWait().isZero() && passing.add(lease.key())
                ? Mono.just(new Leased(lease, Answer.ANOTHERS))
                : Mono.error(() -> new Restart(Why.LOCK_HELD));
    }

    private Leased heldPerhaps(Lease lease, Throwable failure) {
        reporter.lockFailed(lease.key(), failure);
        return new Leased(lease, Answer.UNKNOWN);
    }

    /** Frees the lock, also where it erred: it may have been taken before the answer was lost. Never errors. */
    public Mono<Void> freed(Leased held) {
        return switch (held.answer()) {
            case OURS, UNKNOWN ->
                UnansweredStore.written(
                        released(held.lease()),
                        work -> detached.begun(held.lease().key(), work));
            case ANOTHERS -> Mono.fromRunnable(() -> passing.remove(held.lease().key()));
            case NOT_ASKED -> Mono.empty();
        };
    }

    private Mono<Void> released(Lease lease) {
        return UnansweredStore.asked(lock.release(lease), timeout, runtime).onErrorResume(failure -> {
            log.debug(
                    "Refresh lock not freed, it will expire: account_id={} error={}",
                    AccountIds.encoded(lease.key().accountId()),
                    failure.toString());
            return Mono.empty();
        });
    }
}
