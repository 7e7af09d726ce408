package io.tokenwell.refresh;

import io.tokenwell.refresh.guard.FallbackToken;
import io.tokenwell.refresh.guard.GuardedAccounts;
import io.tokenwell.refresh.guard.GuardedCache;
import io.tokenwell.refresh.guard.GuardedEscrow;
import io.tokenwell.refresh.model.AccountRules;
import io.tokenwell.refresh.model.DetachedWork;
import io.tokenwell.refresh.model.Freshness;
import io.tokenwell.refresh.model.Ports;
import io.tokenwell.refresh.model.Ports.Port;
import io.tokenwell.refresh.model.RefreshRuntime;
import io.tokenwell.refresh.model.StopSignal;
import io.tokenwell.refresh.report.LoginsNeeded;
import io.tokenwell.refresh.report.RefreshReporter;
import io.tokenwell.refresh.report.ReportSinks;
import io.tokenwell.refresh.report.RuntimeCounters;
import io.tokenwell.refresh.report.TokenEvents;
import io.tokenwell.refresh.report.WaitReporter;
import io.tokenwell.refresh.rotation.UnsavedRotations;
import io.tokenwell.refresh.settings.Platform;
import io.tokenwell.refresh.settings.RefreshSettings;
import io.tokenwell.spi.RefreshObserver;
import io.tokenwell.spi.RotationEscrow;
import java.time.Duration;
import java.util.List;

/**
 * The lower part of a provider: what is reported, what is remembered, and the guarded ports. Only assemblies see it.
 */
final class StoreAssembly {

    final StopSignal closing = new StopSignal();
    final DetachedWork detached = new DetachedWork();
    final AccountRules rules;
    final Freshness freshness;
    final ReportSinks sinks;
    final RefreshReporter reporter;
    final WaitReporter waits;
    final UnsavedRotations unsaved;
    final GuardedAccounts stored;
    final GuardedCache cache;
    final LoginsNeeded logins;
    final FallbackToken fallback;

    StoreAssembly(
            Ports ports,
            RefreshSettings settings,
            RefreshRuntime runtime,
            List<Platform> platforms,
            RefreshObserver observer) {
        Duration sql = settings.repositoryTimeout();
        Duration redis = settings.cacheTimeout();
        rules = new AccountRules(platforms);
        freshness = new Freshness(settings.freshness(), runtime.clock());
        sinks = new ReportSinks(new RuntimeCounters(runtime.clock()), observer, new TokenEvents(runtime, observer));
        reporter = new RefreshReporter(sinks, runtime);
        waits = new WaitReporter(sinks, settings.backoff().slowWaitThreshold(), runtime);
        unsaved = new UnsavedRotations(escrow(ports.escrow(), settings, runtime), detached, runtime, settings);
        stored = new GuardedAccounts(ports.repository(), rules, runtime, sql, unsaved::renewed);
        logins = new LoginsNeeded(runtime, reporter::recovered);
        cache = new GuardedCache(ports.cache().port(), freshness, runtime, redis, detached, logins);
        fallback = new FallbackToken(rules, freshness, stored, cache);
    }

    private static GuardedEscrow escrow(Port<RotationEscrow> given, RefreshSettings settings, RefreshRuntime runtime) {
        return new GuardedEscrow(given.port(), given.shared(), runtime, settings);
    }
}
