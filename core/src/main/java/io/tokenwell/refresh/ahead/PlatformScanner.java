package io.tokenwell.refresh.ahead;

import io.tokenwell.refresh.model.RefreshRuntime;
import io.tokenwell.refresh.model.StopSignal;
import io.tokenwell.refresh.report.TroubleLog;
import io.tokenwell.refresh.settings.RefreshAheadSettings;
import io.tokenwell.spi.ExpiringQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Looks for accounts of one platform, again and again. No platform waits for another one. */
public final class PlatformScanner {

    private static final Logger log = LoggerFactory.getLogger(PlatformScanner.class);

    private static final double PAUSE_JITTER = 0.5;
    private static final int LONGEST_BACKOFF = 8;

    private final String platform;
    private final ExpiryScan look;
    private final RefreshAheadSettings settings;
    private final AheadCounters counters;
    private final RefreshRuntime runtime;
    private final StopSignal stop;
    private final TroubleLog trouble;
    private int failedInARow;

    public PlatformScanner(
            String platform,
            ExpiryScan look,
            RefreshAheadSettings settings,
            AheadCounters counters,
            RefreshRuntime runtime,
            StopSignal stop) {
        this.platform = platform;
        this.look = look;
        this.settings = settings;
        this.counters = counters;
        this.runtime = runtime;
        this.stop = stop;
        this.trouble = new TroubleLog(log, "Accounts that expire soon not readable, trying again", runtime);
    }

    /**
     * Scans until it is stopped. Completes when it was stopped and all it had begun has ended. Instances that start
     * together spread out before the first scan.
     */
    public Mono<Void> running() {
        Duration first = runtime.jittered(settings.pause().dividedBy(2), 1);
        return rested(first).then(lookedAndRested().repeat(() -> !stop.isSet()).then());
    }

    private Mono<Void> lookedAndRested() {
        return Mono.defer(() -> stop.isSet() ? Mono.empty() : look.done(query()))
                .then(Mono.fromSupplier(this::succeeded))
                .onErrorResume(failure -> Mono.fromSupplier(() -> failed(failure)))
                .flatMap(pause -> rested(runtime.jittered(pause, PAUSE_JITTER)));
    }

    private Mono<Void> rested(Duration pause) {
        return Mono.defer(() -> stop.isSet() ? Mono.empty() : stop.orAfter(Mono.delay(pause, runtime.scheduler())));
    }

    private ExpiringQuery query() {
        Instant now = runtime.clock().instant();
        return ExpiringQuery.first(
                Set.of(platform),
                settings.statuses(),
                now.minus(settings.overdue()),
                now.plus(settings.window()),
                settings.pageSize());
    }

    private Duration succeeded() {
        failedInARow = 0;
        counters.scanned(platform, true);
        return settings.pause();
    }

    private Duration failed(Throwable failure) {
        counters.scanned(platform, false);
        trouble.failed(platform, failure);
        failedInARow++;
        return settings.pause().multipliedBy(Math.min(LONGEST_BACKOFF, 1L << Math.min(failedInARow, 30)));
    }
}
