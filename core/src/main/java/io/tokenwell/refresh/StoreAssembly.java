package io.tokenwell.refresh;

import io.tokenwell.spi.RefreshObserver;
import java.time.Duration;
import java.util.List;

/** The lower half of a provider: what is reported, what is remembered, and the guarded ports. Only assemblies see it. */
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
        rules = new AccountRules(platforms);
        freshness = new Freshness(settings.freshness(), runtime.clock());
        sinks = new ReportSinks(new RuntimeCounters(runtime.clock()), observer, new TokenEvents(runtime, observer));
        reporter = new RefreshReporter(sinks, runtime);
        waits = new WaitReporter(sinks, settings.backoff().slowWaitThreshold(), runtime);
        GuardedEscrow escrow =
                new GuardedEscrow(ports.escrow().port(), ports.escrow().shared(), runtime, settings);
        unsaved = new UnsavedRotations(escrow, detached, runtime, settings);
        Duration sql = settings.repositoryTimeout();
        stored = new GuardedAccounts(ports.repository(), rules, runtime, sql, unsaved::renewed);
        logins = new LoginsNeeded(runtime);
        Duration redis = settings.cacheTimeout();
        cache = new GuardedCache(ports.cache().port(), freshness, runtime, redis, detached, logins);
        fallback = new FallbackToken(rules, freshness, stored, cache);
    }
}
