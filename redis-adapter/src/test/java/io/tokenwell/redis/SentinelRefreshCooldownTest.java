package io.tokenwell.redis;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.RefreshCooldown;
import io.tokenwell.tck.RefreshCooldownContract;
import io.tokenwell.tck.RefreshCooldownOutageContract;
import java.time.Duration;

class SentinelRefreshCooldownTest implements RefreshCooldownContract, RefreshCooldownOutageContract {

    @Override
    public RefreshCooldown cooldown() {
        return Backend.sentinel().stores().refreshCooldown();
    }

    @Override
    public RefreshCooldown unreachableCooldown() {
        return Backend.unreachableSentinel().stores().refreshCooldown();
    }

    @Override
    public void letTimePass(AccountKey key, Duration time) {
        Backend.sentinel().age(key, "cooldown", time);
    }
}
