package io.tokenwell.tck.mutants;

import io.tokenwell.TokenStorageException;
import io.tokenwell.memory.InMemoryRefreshLock;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.Lease;
import io.tokenwell.spi.RefreshLock;
import io.tokenwell.tck.ManualClock;
import io.tokenwell.tck.RefreshLockContract;
import io.tokenwell.tck.RefreshLockOutageContract;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** A good lock under the contract; a mutant overrides one method. */
abstract class LockUnderTest implements RefreshLockContract, RefreshLockOutageContract {

    final ManualClock clock = new ManualClock();
    final RefreshLock good = new InMemoryRefreshLock(clock);

    @Override
    public RefreshLock lock() {
        return new Delegating(this);
    }

    @Override
    public RefreshLock unreachableLock() {
        return new Unreachable(this);
    }

    @Override
    public void letTimePass(AccountKey key, Duration time) {
        clock.advance(time);
    }

    Mono<Lease> tryAcquire(Lease lease, Duration timeToLive) {
        return good.tryAcquire(lease, timeToLive);
    }

    Mono<Void> release(Lease lease) {
        return good.release(lease);
    }

    <T> Mono<T> outage(Lease lease) {
        return Mono.error(new TokenStorageException(lease.key().accountId(), "memory", "test", null));
    }

    private record Delegating(LockUnderTest target) implements RefreshLock {

        @Override
        public Mono<Lease> tryAcquire(Lease lease, Duration timeToLive) {
            return target.tryAcquire(lease, timeToLive);
        }

        @Override
        public Mono<Void> release(Lease lease) {
            return target.release(lease);
        }
    }

    private record Unreachable(LockUnderTest target) implements RefreshLock {

        @Override
        public Mono<Lease> tryAcquire(Lease lease, Duration timeToLive) {
            return target.outage(lease);
        }

        @Override
        public Mono<Void> release(Lease lease) {
            return target.outage(lease);
        }
    }
}
