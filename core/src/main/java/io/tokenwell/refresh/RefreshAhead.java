package io.tokenwell.refresh;

import io.tokenwell.RefreshAheadReport;
import io.tokenwell.refresh.ahead.AheadCounters;
import io.tokenwell.refresh.ahead.PlatformScanner;
import io.tokenwell.refresh.model.RefreshRuntime;
import io.tokenwell.refresh.model.StopSignal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Refreshes tokens before callers would have to, also those that no caller asks for. Every instance of a fleet may run
 * one.
 *
 * <ol>
 *   <li>Looks for accounts whose tokens end within a window, page by page; those whose tokens end first come first.
 *   <li>Refreshes them through the same lock and claim as callers do, a bounded number at once for each platform.
 *       Leaves alone accounts that others refresh, that rest after a failure, or that need a new login.
 *   <li>Rests and looks again. Instances look at different times.
 *   <li>When the table does not answer, rests longer; when refreshes fail one after the other, goes on more slowly.
 * </ol>
 *
 * <p>Get one from {@link RefreshingAccessTokenProvider#refreshAhead}; close it before the provider. Safe for use by any
 * thread; never blocks.
 *
 * @since 0.1
 */
public final class RefreshAhead {

    private final RefreshRuntime runtime;
    private final List<PlatformScanner> platforms;
    private final AheadCounters counters;
    private final StopSignal stop = new StopSignal();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final Sinks.Empty<Void> ended = Sinks.empty();

    /** Creates the refresher; {@code platforms} makes the scanners, one for each platform. */
    RefreshAhead(
            AheadCounters counters, RefreshRuntime runtime, Function<StopSignal, List<PlatformScanner>> platforms) {
        this.runtime = runtime;
        this.counters = counters;
        this.platforms = platforms.apply(stop);
    }

    /**
     * Begins to refresh, on the provider's scheduler, after a random part of a pause. Only the first call counts, and
     * none after {@link #close}.
     */
    public void start() {
        if (begun.compareAndSet(false, true)) {
            Mono.when(platforms.stream().map(PlatformScanner::running).toList())
                    .doFinally(over -> ended.tryEmitEmpty())
                    .subscribe();
        }
    }

    /**
     * Returns what has been done since the start.
     *
     * @return a snapshot
     */
    public RefreshAheadReport snapshot() {
        return counters.report();
    }

    /**
     * Stops looking for accounts and waits for the refreshes under way. Lazy: subscribe to it at shutdown, before the
     * provider is closed.
     *
     * @param limit how long to wait
     * @return emits what was done, with what is still under way, after the limit at the latest; never errors.
     *     Cancelling ends the wait, not the stop; refreshes go on to their end in any case
     */
    public Mono<RefreshAheadReport> close(Duration limit) {
        return Mono.defer(() -> {
                    stop.set();
                    if (begun.compareAndSet(false, true)) {
                        ended.tryEmitEmpty();
                    }
                    return ended.asMono();
                })
                .timeout(limit, Mono.empty(), runtime.scheduler())
                .then(Mono.fromSupplier(counters::report));
    }
}
