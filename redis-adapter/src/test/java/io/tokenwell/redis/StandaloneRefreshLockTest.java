package io.tokenwell.redis;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.RefreshLock;
import io.tokenwell.tck.RefreshLockContract;
import io.tokenwell.tck.RefreshLockOutageContract;
import java.time.Duration;

class StandaloneRefreshLockTest implements RefreshLockContract, RefreshLockOutageContract {

    @Override
    public RefreshLock lock() {
        return Backend.standalone().stores().refreshLock();
    }

    @Override
    public RefreshLock unreachableLock() {
        return Backend.unreachable().stores().refreshLock();
    }

    @Override
    public void letTimePass(AccountKey key, Duration time) {
        Backend.standalone().age(key, "lock", time);
    }
}
