package io.tokenwell.tck.mutants;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.Lease;
import io.tokenwell.tck.ContractMutants;
import io.tokenwell.tck.RefreshLockContract;
import io.tokenwell.tck.RefreshLockOutageContract;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import reactor.core.publisher.Mono;

class LockContractBitesTest {

    @TestFactory
    Stream<DynamicTest> theLockContractBites() {
        return ContractMutants.of(RefreshLockContract.class, RefreshLockOutageContract.class)
                .passedBy(Good.class)
                .failedBy(EagerAcquire.class, "nothingIsTakenBeforeSubscription")
                .failedBy(EagerRelease.class, "nothingIsReleasedBeforeSubscription")
                .failedBy(CachedAttempt.class, "eachSubscriptionIsANewAttempt")
                .failedBy(FrozenDeadline.class, "aLeaseBeginsAtSubscription")
                .failedBy(
                        PlainDelete.class,
                        "aStrangersReleaseChangesNothing",
                        "releasingAnExpiredLeaseDoesNotFreeTheNewHolder")
                .failedBy(HeldAsError.class, "aHeldLockIsEmptyNotAnError")
                .failedBy(LoudRelease.class, "releasingTwiceOrWhatNobodyHoldsIsQuiet")
                .failedBy(NeverReleases.class, "releaseFrees")
                .failedBy(
                        NeverExpires.class,
                        "aLeaseLastsAsLongAsItWasGivenToTheMillisecond",
                        "cancellingLeavesAtMostALeaseThatExpires")
                .failedBy(WholeSeconds.class, "aLeaseLastsAsLongAsItWasGivenToTheMillisecond")
                .failedBy(ProlongedByAttempts.class, "aFailedAttemptDoesNotProlongALease")
                .failedBy(LockAgainMutants.WaitsForItself.class, "theSameOwnerAskingAgainIsGrantedAgain")
                .failedBy(LockAgainMutants.KeepsTheOldTime.class, "theTimeOfALeaseGrantedAgainStartsAnew")
                .failedBy(
                        LockAgainMutants.OnceGrantedAlwaysGranted.class,
                        "askingAgainAfterTheTimeIsOverDoesNotOustTheNewHolder")
                .failedBy(OneForAll.class, "accountsDoNotHinderEachOther")
                .failedBy(AnotherLease.class, "aFreeLockIsTakenByTheLeaseGiven")
                .failedBy(CheckThenSet.class, "ofRacingAttemptsOneSucceeds", "noTwoOwnersAreInsideAtOnce")
                .failedBy(OutageAsHeld.class, "acquiringWithoutStoreIsATypedError")
                .failedBy(
                        OutageUntyped.class, "acquiringWithoutStoreIsATypedError", "releasingWithoutStoreIsATypedError")
                .proof();
    }

    static class Good extends LockUnderTest {}

    static class EagerAcquire extends LockUnderTest {
        @Override
        Mono<Lease> tryAcquire(Lease lease, Duration timeToLive) {
            return Mono.justOrEmpty(good.tryAcquire(lease, timeToLive).blockOptional());
        }
    }

    static class EagerRelease extends LockUnderTest {
        @Override
        Mono<Void> release(Lease lease) {
            good.release(lease).block();
            return good.release(lease);
        }
    }

    static class CachedAttempt extends LockUnderTest {
        @Override
        Mono<Lease> tryAcquire(Lease lease, Duration timeToLive) {
            return good.tryAcquire(lease, timeToLive).cache();
        }
    }

    static class FrozenDeadline extends LockUnderTest {
        @Override
        Mono<Lease> tryAcquire(Lease lease, Duration timeToLive) {
            var deadline = clock.instant().plus(timeToLive);
            return Mono.defer(() -> good.tryAcquire(lease, Duration.between(clock.instant(), deadline)));
        }
    }

    static class PlainDelete extends LockUnderTest {
        private final Map<AccountKey, Lease> holders = new ConcurrentHashMap<>();

        @Override
        Mono<Lease> tryAcquire(Lease lease, Duration timeToLive) {
            return good.tryAcquire(lease, timeToLive).doOnNext(taken -> holders.put(taken.key(), taken));
        }

        @Override
        Mono<Void> release(Lease lease) {
            return Mono.defer(() -> good.release(holders.getOrDefault(lease.key(), lease)));
        }
    }

    static class HeldAsError extends LockUnderTest {
        @Override
        Mono<Lease> tryAcquire(Lease lease, Duration timeToLive) {
            return good.tryAcquire(lease, timeToLive)
                    .switchIfEmpty(Mono.error(() -> new IllegalStateException("held")));
        }
    }

    static class LoudRelease extends LockUnderTest {
        @Override
        Mono<Void> release(Lease lease) {
            Mono<Boolean> wasFree = good.tryAcquire(lease, TTL).hasElement();
            return wasFree.flatMap(free -> free
                    ? good.release(lease).then(Mono.error(new IllegalStateException("not held")))
                    : good.release(lease));
        }
    }

    static class NeverReleases extends LockUnderTest {
        @Override
        Mono<Void> release(Lease lease) {
            return Mono.empty();
        }
    }

    static class NeverExpires extends LockUnderTest {
        @Override
        Mono<Lease> tryAcquire(Lease lease, Duration timeToLive) {
            return good.tryAcquire(lease, Duration.ofDays(365));
        }
    }

    static class WholeSeconds extends LockUnderTest {
        @Override
        Mono<Lease> tryAcquire(Lease lease, Duration timeToLive) {
            return good.tryAcquire(lease, Duration.ofSeconds(timeToLive.toSeconds()));
        }
    }

    static class ProlongedByAttempts extends LockUnderTest {
        private final Map<AccountKey, Lease> holders = new ConcurrentHashMap<>();

        @Override
        Mono<Lease> tryAcquire(Lease lease, Duration timeToLive) {
            return good.tryAcquire(lease, timeToLive)
                    .doOnNext(taken -> holders.put(taken.key(), taken))
                    .switchIfEmpty(Mono.defer(() -> prolonged(holders.getOrDefault(lease.key(), lease), timeToLive)));
        }

        private Mono<Lease> prolonged(Lease holder, Duration timeToLive) {
            return good.release(holder)
                    .then(good.tryAcquire(holder, timeToLive))
                    .then(Mono.empty());
        }
    }

    static class OneForAll extends LockUnderTest {
        @Override
        Mono<Lease> tryAcquire(Lease lease, Duration timeToLive) {
            return good.tryAcquire(forAll(lease), timeToLive).map(taken -> lease);
        }

        @Override
        Mono<Void> release(Lease lease) {
            return good.release(forAll(lease));
        }

        private static Lease forAll(Lease lease) {
            return new Lease(new AccountKey(0), lease.owner());
        }
    }

    static class AnotherLease extends LockUnderTest {
        @Override
        Mono<Lease> tryAcquire(Lease lease, Duration timeToLive) {
            return good.tryAcquire(lease, timeToLive).map(taken -> new Lease(taken.key(), "another"));
        }
    }

    static class CheckThenSet extends LockUnderTest {
        private final Map<AccountKey, Lease> holders = new ConcurrentHashMap<>();

        @Override
        Mono<Lease> tryAcquire(Lease lease, Duration timeToLive) {
            return Mono.defer(() -> {
                boolean free = !holders.containsKey(lease.key());
                Gap.open();
                return free
                        ? Mono.fromRunnable(() -> holders.put(lease.key(), lease))
                                .thenReturn(lease)
                        : Mono.empty();
            });
        }

        @Override
        Mono<Void> release(Lease lease) {
            return Mono.fromRunnable(() -> holders.remove(lease.key(), lease));
        }
    }

    static class OutageAsHeld extends LockUnderTest {
        @Override
        <T> Mono<T> outage(Lease lease) {
            return Mono.empty();
        }
    }

    static class OutageUntyped extends LockUnderTest {
        @Override
        <T> Mono<T> outage(Lease lease) {
            return Mono.error(new IllegalStateException("connection refused"));
        }
    }
}
