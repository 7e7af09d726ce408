package io.tokenwell.example.lab.worker.tokenwell;

import io.lettuce.core.api.reactive.RedisReactiveCommands;
import io.tokenwell.spi.Lease;
import io.tokenwell.spi.RefreshLock;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** A lock that a late release frees, whoever holds it by then. */
record AnyonesLock(RefreshLock real, RedisReactiveCommands<String, String> redis) implements RefreshLock {

    @Override
    public Mono<Lease> tryAcquire(Lease lease, Duration timeToLive) {
        return real.tryAcquire(lease, timeToLive);
    }

    @Override
    public Mono<Void> release(Lease lease) {
        return redis.del("tokenwell:{" + lease.key().value() + "}:lock").then();
    }
}
