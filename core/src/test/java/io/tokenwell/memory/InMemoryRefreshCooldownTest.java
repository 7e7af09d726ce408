package io.tokenwell.memory;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.RefreshCooldown;
import io.tokenwell.tck.ManualClock;
import io.tokenwell.tck.RefreshCooldownContract;
import java.time.Duration;

class InMemoryRefreshCooldownTest implements RefreshCooldownContract {

    private final ManualClock clock = new ManualClock();
    private final RefreshCooldown cooldown = new InMemoryRefreshCooldown(clock);

    @Override
    public RefreshCooldown cooldown() {
        return cooldown;
    }

    @Override
    public void letTimePass(AccountKey key, Duration time) {
        clock.advance(time);
    }
}
