package io.tokenwell.example.lab.worker.tokenwell;

import io.tokenwell.spi.Lease;
import io.tokenwell.spi.RefreshLock;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** A lock that everybody gets. */
record OpenLock() implements RefreshLock {

    @Override
    public Mono<Lease> tryAcquire(Lease lease, Duration timeToLive) {
        return Mono.just(lease);
    }

    @Override
    public Mono<Void> release(Lease lease) {
        return Mono.empty();
    }
}
