package io.tokenwell;

/**
 * The original's ten counters ({@code OpenAITokenRuntimeMetrics}).
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
 * @param lastObservedUnixMs when one of these last moved, in epoch milliseconds; 0 before the first time
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
