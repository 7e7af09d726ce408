package io.tokenwell.redis;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.RefreshCooldown;
import io.tokenwell.tck.RefreshCooldownContract;
import io.tokenwell.tck.RefreshCooldownOutageContract;
import java.time.Duration;

class ClusterRefreshCooldownTest implements RefreshCooldownContract, RefreshCooldownOutageContract {

    @Override
    public RefreshCooldown cooldown() {
        return Backend.cluster().stores().refreshCooldown();
    }

    @Override
    public RefreshCooldown unreachableCooldown() {
        return Backend.unreachableCluster().stores().refreshCooldown();
    }

    @Override
    public void letTimePass(AccountKey key, Duration time) {
        Backend.cluster().age(key, "cooldown", time);
    }
}
