package io.tokenwell.spi;

import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * Advisory lock per account. It saves work but does not decide who refreshes; {@link AccountRepository#claimRefresh}
 * decides.
 *
 * <p>All methods are lazy, and each subscription is a new attempt. Implementations are safe for use by any thread. An
 * outage is reported as {@link io.tokenwell.TokenStorageException}, never as an empty result.
 *
 * @since 0.1
 */
public interface RefreshLock {

    /**
     * Takes the lock if it is free or if the time of its holder is over. One attempt, without waiting. If the same
     * lease asks again while it holds the lock, through the same or another {@link Mono}, the lock is granted again and
     * its time starts anew: an attempt that is repeated because its answer was lost must not wait for itself. Therefore
     * two callers must not share an owner.
     *
     * @param lease the account and the owner of the lock
     * @param timeToLive time after which the lock frees itself
     * @return emits the lease when the lock is taken, or when the lease holds it already; completes empty if another
     *     owner holds it; errors if the lock cannot be reached, in which case it may have been taken: {@link #release}
     *     it. Cancelling leaves at most a lock that expires
     */
    Mono<Lease> tryAcquire(Lease lease, Duration timeToLive);

    /**
     * Frees the lock if the owner of the lease still holds it.
     *
     * @param lease the lease
     * @return completes empty, also if the lock is free or held by another owner, who keeps it; errors on an outage
     */
    Mono<Void> release(Lease lease);
}
