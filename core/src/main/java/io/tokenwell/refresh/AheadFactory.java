package io.tokenwell.refresh;

import io.tokenwell.refresh.ahead.AheadCounters;
import io.tokenwell.refresh.ahead.AheadTurn;
import io.tokenwell.refresh.ahead.ExpiryScan;
import io.tokenwell.refresh.ahead.FailureThrottle;
import io.tokenwell.refresh.ahead.PlatformScanner;
import io.tokenwell.refresh.guard.GuardedAccounts;
import io.tokenwell.refresh.model.AccountRules;
import io.tokenwell.refresh.model.Freshness;
import io.tokenwell.refresh.model.RefreshRuntime;
import io.tokenwell.refresh.model.StopSignal;
import io.tokenwell.refresh.pipeline.Renewal;
import io.tokenwell.refresh.settings.RefreshAheadSettings;
import io.tokenwell.spi.ExpiringAccount;
import io.tokenwell.spi.ExpiringAccounts;
import io.tokenwell.spi.ExpiringQuery;
import io.tokenwell.spi.RefreshObserver;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** Makes refreshers of accounts that no caller asks for. */
final class AheadFactory {

    private final Renewal renewal;
    private final GuardedAccounts stored;
    private final AccountRules rules;
    private final Freshness freshness;
    private final RefreshObserver observer;
    private final RefreshRuntime runtime;

    AheadFactory(
            Renewal renewal,
            GuardedAccounts stored,
            AccountRules rules,
            Freshness freshness,
            RefreshObserver observer,
            RefreshRuntime runtime) {
        this.renewal = renewal;
        this.stored = stored;
        this.rules = rules;
        this.freshness = freshness;
        this.observer = observer;
        this.runtime = runtime;
    }

    /** Returns a refresher. Throws if it would not come before the callers. */
    RefreshAhead refresher(ExpiringAccounts accounts, RefreshAheadSettings settings) {
        requireSeveralScans(settings, freshness.refreshSkew());
        AheadCounters counters = new AheadCounters(observer);
        return new RefreshAhead(
                counters,
                runtime,
                stop -> rules.platforms().stream()
                        .filter(platform -> platform.refreshed() && !platform.refreshEndsOldToken())
                        .map(platform -> new PlatformScanner(
                                platform.name(),
                                look(accounts, settings, counters, stop),
                                settings,
                                counters,
                                runtime,
                                stop))
                        .toList());
    }

    private static void requireSeveralScans(RefreshAheadSettings settings, Duration refreshSkew) {
        Duration ahead = settings.window().minus(refreshSkew);
        if (settings.pause().multipliedBy(4).compareTo(ahead) > 0) {
            throw new IllegalArgumentException("window (" + settings.window() + ") must exceed the refresh skew ("
                    + refreshSkew + ") by four pauses (" + settings.pause() + ") at least: callers would come first");
        }
    }

    private ExpiryScan look(
            ExpiringAccounts accounts, RefreshAheadSettings settings, AheadCounters counters, StopSignal stop) {
        Function<ExpiringQuery, Mono<List<ExpiringAccount>>> pages = query -> stored.bounded(accounts.page(query));
        AheadTurn turn = new AheadTurn(renewal, freshness, settings, counters, new FailureThrottle(runtime));
        // An account whose token ends within two skews would be refreshed by its callers.
        Duration soon = freshness.refreshSkew().multipliedBy(2);
        return new ExpiryScan(pages, turn, settings, soon, runtime, stop);
    }
}
