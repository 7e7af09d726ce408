package io.tokenwell.spi;

import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * Advisory lock per account: it saves work, it does not decide. See {@link AccountRepository#claimRefresh} for what does.
 *
 * <p>All methods are lazy, each subscription is an attempt of its own, and all are safe for use by any thread. An outage
 * is an {@link io.tokenwell.TokenStorageException}, never an empty.
 *
 * @since 0.1
 */
public interface RefreshLock {

    /**
     * Takes the lock if it is free or its holder's time is over. One attempt, no waiting. The same lease again, by the
     * same or another {@link Mono}, is granted again while it holds, and its time starts anew: an attempt that is
     * repeated because its answer was lost must not wait for itself. So no two callers may share an owner.
     *
     * @param lease the account and the owner to hold it
     * @param timeToLive after which the lock frees itself
     * @return emits the lease when taken, or its own already; completes empty when another owner holds it; errors when the lock cannot be
     *     asked, in which case it may have been taken: {@link #release} it. Cancelling leaves at most a lock that expires
     */
    Mono<Lease> tryAcquire(Lease lease, Duration timeToLive);

    /**
     * Frees the lock if this lease's owner still holds it.
     *
     * @param lease the lease
     * @return completes empty, also when the lock is free or another's, which is then untouched; errors on an outage
     */
    Mono<Void> release(Lease lease);
}
