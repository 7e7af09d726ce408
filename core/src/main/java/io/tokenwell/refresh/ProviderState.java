package io.tokenwell.refresh;

import io.tokenwell.ProviderHealth;
import io.tokenwell.RuntimeMetrics;
import io.tokenwell.TokenEvent;
import io.tokenwell.refresh.guard.Cooldowns;
import io.tokenwell.refresh.guard.PlatformGate;
import io.tokenwell.refresh.report.ReportSinks;
import io.tokenwell.refresh.rotation.UnsavedRotations;
import io.tokenwell.spi.RefreshObserver;
import java.util.function.IntSupplier;
import reactor.core.publisher.Flux;

/** What a provider can be asked for at any time, without a store. */
record ProviderState(
        IntSupplier work, UnsavedRotations unsaved, Cooldowns cooldowns, PlatformGate gate, ReportSinks sinks)
        implements RefreshObserver.Gauges {

    ProviderHealth health() {
        return unsaved.health().withResting(gate.resting());
    }

    RuntimeMetrics metrics() {
        return sinks.counters().snapshot();
    }

    Flux<TokenEvent> all() {
        return sinks.events().all();
    }

    @Override
    public int workUnderWay() {
        return work.getAsInt();
    }

    @Override
    public int unsavedRotations() {
        return unsaved.health().unsavedRotations();
    }

    @Override
    public int unsharedRotations() {
        return unsaved.health().unsharedRotations();
    }

    @Override
    public int coolingDown() {
        return cooldowns.coolingDown();
    }

    @Override
    public int platformsResting() {
        return gate.resting().size();
    }

    @Override
    public int loginsNeeded() {
        return cooldowns.loginsNeeded();
    }
}
