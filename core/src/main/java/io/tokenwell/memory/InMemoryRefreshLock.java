package io.tokenwell.memory;

import io.tokenwell.spi.Lease;
import io.tokenwell.spi.RefreshLock;
import java.time.Clock;
import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * The refresh lock among the callers of this process only. Never waits. Safe for use by any thread.
 *
 * @since 0.1
 */
public final class InMemoryRefreshLock implements RefreshLock {

    private final ExpiringEntries<String> owners;

    /**
     * A lock that nobody holds.
     *
     * @param clock tells when a holder's time is over
     */
    public InMemoryRefreshLock(Clock clock) {
        owners = new ExpiringEntries<>(clock);
    }

    @Override
    public Mono<Lease> tryAcquire(Lease lease, Duration timeToLive) {
        return Mono.defer(() -> owners.putIf(lease.key(), lease.owner(), timeToLive, lease.owner()::equals)
                ? Mono.just(lease)
                : Mono.empty());
    }

    @Override
    public Mono<Void> release(Lease lease) {
        return Mono.fromRunnable(() -> owners.removeIf(lease.key(), lease.owner()::equals));
    }
}
