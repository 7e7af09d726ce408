package io.tokenwell.tck.mutants;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.Lease;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;

/** Locks that go wrong when the same owner asks again. */
final class LockAgainMutants {

    private LockAgainMutants() {}

    /** What a plain SET NX does: any holder is another. */
    static class WaitsForItself extends LockUnderTest {
        final Map<AccountKey, Lease> holders = new ConcurrentHashMap<>();
        private final Map<Lease, Lease> attempts = new ConcurrentHashMap<>();
        private final AtomicInteger count = new AtomicInteger();

        @Override
        Mono<Lease> tryAcquire(Lease lease, Duration timeToLive) {
            return Mono.defer(() ->
                            good.tryAcquire(new Lease(lease.key(), "attempt-" + count.incrementAndGet()), timeToLive))
                    .map(attempt -> {
                        attempts.put(lease, attempt);
                        holders.put(lease.key(), lease);
                        return lease;
                    });
        }

        @Override
        Mono<Void> release(Lease lease) {
            return Mono.defer(() -> good.release(attempts.getOrDefault(lease, lease)));
        }
    }

    static class KeepsTheOldTime extends WaitsForItself {
        @Override
        Mono<Lease> tryAcquire(Lease lease, Duration timeToLive) {
            Mono<Lease> own = Mono.fromSupplier(() -> holders.get(lease.key())).filter(lease::equals);
            return super.tryAcquire(lease, timeToLive).switchIfEmpty(own);
        }
    }

    static class OnceGrantedAlwaysGranted extends LockUnderTest {
        private final Set<Lease> granted = ConcurrentHashMap.newKeySet();

        @Override
        Mono<Lease> tryAcquire(Lease lease, Duration timeToLive) {
            Mono<Lease> remembered = Mono.fromSupplier(() -> lease).filter(granted::contains);
            return good.tryAcquire(lease, timeToLive).doOnNext(granted::add).switchIfEmpty(remembered);
        }

        @Override
        Mono<Void> release(Lease lease) {
            return good.release(lease).doOnSuccess(done -> granted.remove(lease));
        }
    }
}
