package io.tokenwell.example.storm.docs;

import io.tokenwell.memory.InMemoryRefreshLock;
import io.tokenwell.spi.Lease;
import io.tokenwell.spi.RefreshLock;
import java.time.Clock;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** Stands for the adapter that a reader would write. */
final class MyRefreshLock implements RefreshLock {

    private final RefreshLock store;

    MyRefreshLock(Clock clock) {
        store = new InMemoryRefreshLock(clock);
    }

    @Override
    public Mono<Lease> tryAcquire(Lease lease, Duration timeToLive) {
        return store.tryAcquire(lease, timeToLive);
    }

    @Override
    public Mono<Void> release(Lease lease) {
        return store.release(lease);
    }
}
