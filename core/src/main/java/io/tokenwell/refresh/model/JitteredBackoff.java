package io.tokenwell.refresh.model;

import java.time.Duration;
import java.util.function.Predicate;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import reactor.util.retry.Retry.RetrySignal;

/**
 * Tries again after waits that double up to a longest one, each multiplied by a random factor around 1. Used in place
 * of Reactor's backoff, which draws from a source of its own, so that no run could be repeated.
 */
public final class JitteredBackoff {

    private static final double JITTER = 0.5;

    private final Duration firstWait;
    private final Duration longestWait;
    private final RefreshRuntime runtime;

    public JitteredBackoff(Duration firstWait, Duration longestWait, RefreshRuntime runtime) {
        this.firstWait = firstWait;
        this.longestWait = longestWait;
        this.runtime = runtime;
    }

    /** Returns a retry after every failure. */
    public Retry always() {
        return whenever(failure -> true);
    }

    /** Returns a retry after so many failures in all. */
    public Retry atMost(long times) {
        return after(signal -> signal.totalRetries() < times);
    }

    /** Returns a retry after these failures; any other failure ends it. */
    public Retry whenever(Predicate<Throwable> worthIt) {
        return after(signal -> worthIt.test(signal.failure()));
    }

    private Retry after(Predicate<RetrySignal> worthIt) {
        return new Retry() {
            @Override
            public Flux<Long> generateCompanion(Flux<RetrySignal> failures) {
                return failures.concatMap(
                        signal -> worthIt.test(signal) ? waited(signal.totalRetries()) : Mono.error(signal.failure()));
            }
        };
    }

    private Mono<Long> waited(long waitsBefore) {
        Duration wait = doubled(firstWait, waitsBefore, longestWait);
        return Mono.delay(runtime.jittered(wait, JITTER), runtime.scheduler());
    }

    /** Returns the first wait, doubled this many times, up to the longest one. */
    public static Duration doubled(Duration first, long times, Duration longest) {
        long doubled = first.toNanos() << Math.min(times, 30);
        return doubled < longest.toNanos() && doubled > 0 ? Duration.ofNanos(doubled) : longest;
    }
}
