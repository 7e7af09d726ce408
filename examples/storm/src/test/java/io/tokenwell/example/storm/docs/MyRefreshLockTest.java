package io.tokenwell.example.storm.docs;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.RefreshLock;
import io.tokenwell.tck.ManualClock;
import io.tokenwell.tck.RefreshLockContract;
import java.time.Duration;

class MyRefreshLockTest implements RefreshLockContract {

    private final ManualClock clock = new ManualClock();
    private final RefreshLock lock = new MyRefreshLock(clock);

    @Override
    public RefreshLock lock() {
        return lock;
    }

    @Override
    public void letTimePass(AccountKey key, Duration time) {
        clock.advance(time);
    }
}
