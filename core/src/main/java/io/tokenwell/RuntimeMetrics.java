package io.tokenwell;

/**
 * Ten basic counters of a provider.
 *
 * @param refreshRequests calls that found a refresh due and asked for the lock
 * @param refreshSuccess refreshes that the token endpoint answered with usable credentials
 * @param refreshFailure refreshes that were due and did not succeed
 * @param lockAcquireFailure lock requests that ended in an error; a lock that another instance holds is not an error
 * @param lockContention calls that found the lock held, counted once per call
 * @param lockWaitSamples finished waits
 * @param lockWaitTotalMs sum of the planned lengths of the waits, each cut to whole milliseconds
 * @param lockWaitHit calls that found a token in the cache after a wait
 * @param lockWaitMiss calls that stopped waiting without a token
 * @param lastObservedUnixMs when a request, a lock failure, a contention or a finished wait was last counted, in epoch
 *     milliseconds; 0 before the first. Successes, failures, hits and misses do not change it
 * @since 0.1
 */
public record RuntimeMetrics(
        long refreshRequests,
        long refreshSuccess,
        long refreshFailure,
        long lockAcquireFailure,
        long lockContention,
        long lockWaitSamples,
        long lockWaitTotalMs,
        long lockWaitHit,
        long lockWaitMiss,
        long lastObservedUnixMs) {}
