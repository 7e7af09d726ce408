package io.tokenwell;

/**
 * The original's ten counters ({@code OpenAITokenRuntimeMetrics}). Immutable and safe for use by any thread.
 *
 * @param refreshRequests calls that found a refresh due and asked for the lock
 * @param refreshSuccess refreshes the token endpoint answered with usable credentials
 * @param refreshFailure refreshes that were due and did not succeed
 * @param lockAcquireFailure lock requests that ended in an error (held by another is not one)
 * @param lockContention calls that found the lock held, counted once each
 * @param lockWaitSamples finished waits
 * @param lockWaitTotalMs their planned lengths together, each cut to whole milliseconds
 * @param lockWaitHit calls that found a token in the cache after waiting
 * @param lockWaitMiss calls that gave up waiting
 * @param lastObservedUnixMs when a request, a lock failure, a contention or a finished wait was last counted, in epoch
 *     milliseconds, 0 before the first; successes, failures, hits and misses do not move it, as in the original
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
