package io.tokenwell.refresh;

import io.tokenwell.spi.RefreshObserver;
import java.util.function.IntSupplier;

/** What observers may ask a provider at any time. */
record ProviderLevels(IntSupplier work, RotationFlush flush, Cooldowns cooldowns, PlatformGate gate)
        implements RefreshObserver.Levels {

    @Override
    public int workUnderWay() {
        return work.getAsInt();
    }

    @Override
    public int unsavedRotations() {
        return flush.health().unsavedRotations();
    }

    @Override
    public int unsharedRotations() {
        return flush.health().unsharedRotations();
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
