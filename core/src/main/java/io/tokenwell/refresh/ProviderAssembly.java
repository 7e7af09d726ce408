package io.tokenwell.refresh;

import io.tokenwell.ShownText;
import io.tokenwell.refresh.guard.CacheReadDeadlines;
import io.tokenwell.refresh.model.Ports;
import io.tokenwell.refresh.model.RefreshRuntime;
import io.tokenwell.refresh.pipeline.Renewal;
import io.tokenwell.refresh.report.Observers;
import io.tokenwell.refresh.rotation.EscrowSweep;
import io.tokenwell.refresh.rotation.EscrowedHome;
import io.tokenwell.refresh.rotation.EscrowedHome.EscrowClaim;
import io.tokenwell.refresh.settings.Platform;
import io.tokenwell.refresh.settings.RefreshSettings;
import io.tokenwell.spi.RefreshObserver;
import io.tokenwell.spi.TokenCache;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;

/** Puts a provider together; each part gets what it uses, and none gets an assembly. */
final class ProviderAssembly {

    private static final Logger log = LoggerFactory.getLogger(ProviderAssembly.class);

    private final Ports ports;
    private final RefreshSettings settings;
    private final RefreshRuntime runtime;
    private final RefreshObserver observer;
    private final StoreAssembly low;
    private final StateAssembly state;
    private final StageAssembly stages;

    ProviderAssembly(
            Ports ports,
            RefreshSettings settings,
            RefreshRuntime runtime,
            List<Platform> platforms,
            List<RefreshObserver> observers) {
        this.ports = ports;
        this.settings = settings;
        this.runtime = runtime;
        this.observer = Observers.of(observers, runtime);
        this.low = new StoreAssembly(ports, settings, runtime, platforms, observer);
        this.state = new StateAssembly(ports, settings, runtime, low);
        this.stages = new StageAssembly(ports, settings, runtime, low, state);
    }

    /** Returns the provider, which begins to listen to the cache and to look into a shared escrow. */
    RefreshingAccessTokenProvider provider() {
        TokenRequests calls = new TokenRequests(
                low.rules,
                low.cache,
                low.freshness,
                stages.pipeline,
                observer,
                looking -> new CacheReadDeadlines(runtime.scheduler(), settings.cacheTimeout(), looking));
        RejectedAnswers answers = new RejectedAnswers(low.rules, state.cooldowns, state.pauses);
        RejectedRequests rejected =
                new RejectedRequests(low.rules, low.cache, low.freshness, answers, stages.pipeline, observer);
        OrderlyClose close = close(calls, rejected);
        ProviderState levels =
                new ProviderState(close::workUnderWay, low.unsaved, state.cooldowns, state.gate, low.sinks);
        observer.bindTo(levels);
        sweep();
        AccountCommands commands = new AccountCommands(state.cooldowns, low.cache, low.stored, state.marks);
        return new RefreshingAccessTokenProvider(calls, rejected, commands, levels, close, ahead());
    }

    private OrderlyClose close(TokenRequests calls, RejectedRequests rejected) {
        TokenCache cache = ports.cache().port();
        Disposable heard = Disposables.composite(
                cache.changes().subscribe(stages.pipeline::changed), () -> ProviderAssembly.end(cache));
        return new OrderlyClose(
                low.closing, List.of(calls, rejected), low.detached, low.unsaved, heard, runtime.scheduler());
    }

    /** Closes the cache, because an application that makes a cache for a provider keeps only the provider. */
    private static void end(TokenCache cache) {
        if (cache instanceof AutoCloseable open) {
            try {
                open.close();
            } catch (Exception failure) {
                log.warn("Token cache not closed: error={}", ShownText.line(failure));
            }
        }
    }

    private void sweep() {
        if (ports.escrow().shared()) {
            EscrowClaim claim = new EscrowClaim(state.doubts, state.earlier, state.end, runtime, settings.lockTtl());
            EscrowedHome home = new EscrowedHome(low.unsaved, low.stored, claim, low.detached, low.closing);
            new EscrowSweep(low.stored, home, runtime, settings, low.closing)
                    .running()
                    .subscribe();
        }
    }

    private AheadFactory ahead() {
        Renewal renewal = new Renewal(stages.detachedRefresh, stages.pipeline::refreshed, state.cooldowns);
        return new AheadFactory(renewal, low.stored, low.rules, low.freshness, observer, runtime);
    }
}
