package io.tokenwell.simulation;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.RefreshLock;
import io.tokenwell.tck.RefreshLockContract;
import io.tokenwell.tck.RefreshLockOutageContract;
import java.time.Duration;

class SimulatedLockTest implements RefreshLockContract, RefreshLockOutageContract {

    private final Site site = new Site();
    private final RefreshLock lock = site.ports().lock();

    @Override
    public RefreshLock lock() {
        return lock;
    }

    @Override
    public void letTimePass(AccountKey key, Duration time) {
        site.letTimePass(time);
    }

    @Override
    public RefreshLock unreachableLock() {
        return new Site().down().ports().lock();
    }
}
