package io.tokenwell.redis;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.RefreshLock;
import io.tokenwell.tck.RefreshLockContract;
import io.tokenwell.tck.RefreshLockOutageContract;
import java.time.Duration;

class ClusterRefreshLockTest implements RefreshLockContract, RefreshLockOutageContract {

    @Override
    public RefreshLock lock() {
        return Backend.cluster().stores().refreshLock();
    }

    @Override
    public RefreshLock unreachableLock() {
        return Backend.unreachableCluster().stores().refreshLock();
    }

    @Override
    public void letTimePass(AccountKey key, Duration time) {
        Backend.cluster().age(key, "lock", time);
    }
}
