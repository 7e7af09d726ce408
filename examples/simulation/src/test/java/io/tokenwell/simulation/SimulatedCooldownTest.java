package io.tokenwell.simulation;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.RefreshCooldown;
import io.tokenwell.tck.RefreshCooldownContract;
import io.tokenwell.tck.RefreshCooldownOutageContract;
import java.time.Duration;

class SimulatedCooldownTest implements RefreshCooldownContract, RefreshCooldownOutageContract {

    private final Site site = new Site();
    private final RefreshCooldown cooldown = site.ports().cooldown();

    @Override
    public RefreshCooldown cooldown() {
        return cooldown;
    }

    @Override
    public void letTimePass(AccountKey key, Duration time) {
        site.letTimePass(time);
    }

    @Override
    public RefreshCooldown unreachableCooldown() {
        return new Site().down().ports().cooldown();
    }
}
