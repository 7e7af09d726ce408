package io.tokenwell.example.lab.worker.tokenwell;

import io.tokenwell.spi.Lease;
import io.tokenwell.spi.RefreshLock;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** A lock that nobody ever releases. */
record KeptLock(RefreshLock real) implements RefreshLock {

    @Override
    public Mono<Lease> tryAcquire(Lease lease, Duration timeToLive) {
        return real.tryAcquire(lease, timeToLive);
    }

    @Override
    public Mono<Void> release(Lease lease) {
        return Mono.empty();
    }
}
