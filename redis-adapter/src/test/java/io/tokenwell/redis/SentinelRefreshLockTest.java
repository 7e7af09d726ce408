package io.tokenwell.redis;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.RefreshLock;
import io.tokenwell.tck.RefreshLockContract;
import io.tokenwell.tck.RefreshLockOutageContract;
import java.time.Duration;

class SentinelRefreshLockTest implements RefreshLockContract, RefreshLockOutageContract {

    @Override
    public RefreshLock lock() {
        return Backend.sentinel().stores().refreshLock();
    }

    @Override
    public RefreshLock unreachableLock() {
        return Backend.unreachableSentinel().stores().refreshLock();
    }

    @Override
    public void letTimePass(AccountKey key, Duration time) {
        Backend.sentinel().age(key, "lock", time);
    }
}
