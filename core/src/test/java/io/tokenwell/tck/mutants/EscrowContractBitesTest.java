package io.tokenwell.tck.mutants;

import io.tokenwell.Credentials;
import io.tokenwell.Secret;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.EscrowedRotation;
import io.tokenwell.tck.ContractMutants;
import io.tokenwell.tck.RotationEscrowContract;
import io.tokenwell.tck.RotationEscrowOutageContract;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import reactor.core.publisher.Mono;

class EscrowContractBitesTest {

    @TestFactory
    Stream<DynamicTest> theEscrowContractBites() {
        return ContractMutants.of(RotationEscrowContract.class, RotationEscrowOutageContract.class)
                .passedBy(Good.class)
                .failedBy(EagerKeep.class, "nothingHappensBeforeSubscription")
                .failedBy(EagerRemove.class, "nothingHappensBeforeSubscription")
                .failedBy(KeptOnce.class, "eachSubscriptionIsAnAttemptOfItsOwn")
                .failedBy(FrozenDeadline.class, "eachSubscriptionIsAnAttemptOfItsOwn")
                .failedBy(OlderWins.class, "anOlderRotationIsNotKeptAndThatIsSaid")
                .failedBy(OlderRefusedLoudly.class, "anOlderRotationIsNotKeptAndThatIsSaid")
                .failedBy(OlderRefusedInSilence.class, "anOlderRotationIsNotKeptAndThatIsSaid")
                .failedBy(FirstWins.class, "aNewerRotationReplaces")
                .failedBy(EscrowByClock.class, "theRowThatItWasRedeemedFromDecidesAndNoClock")
                .failedBy(KeptTwiceIsAnError.class, "keepingTwiceIsAsKeepingOnce")
                .failedBy(CheckThenKeep.class, "ofRacingRotationsTheNewestStays")
                .failedBy(RemovesAnything.class, "removingAnotherRotationLeavesTheKeptOne")
                .failedBy(RemovesByVersion.class, "removingAnotherRotationLeavesTheKeptOne")
                .failedBy(LoudRemove.class, "removingTwiceOrWhatIsNotThereIsQuiet")
                .failedBy(FindTakesAway.class, "aRotationComesBackWhole")
                .failedBy(CargoLost.class, "aRotationComesBackWhole")
                .failedBy(RedeemedTokenDemanded.class, "aRowWithoutRefreshTokenComesBackAsSuch")
                .failedBy(IgnoresTtl.class, "aRotationIsKeptForTheTimeGiven")
                .failedBy(OneForAll.class, "accountsDoNotTouchEachOther")
                .failedBy(NoneAsError.class, "anAccountWithoutRotationIsEmpty")
                .failedBy(ClosedByCancel.class, "cancellingLeavesTheEscrowUsable")
                .failedBy(
                        OutageAsNone.class,
                        "findingWithoutStoreIsATypedError",
                        "keepingWithoutStoreIsATypedError",
                        "removingWithoutStoreIsATypedError")
                .proof();
    }

    private static <T> Mono<T> broken() {
        return Mono.error(() -> new IllegalStateException("broken on purpose"));
    }

    static class Good extends EscrowUnderTest {}

    static class EagerKeep extends EscrowUnderTest {
        @Override
        Mono<Boolean> keep(EscrowedRotation rotation, Duration timeToLive) {
            return Mono.justOrEmpty(good.keep(rotation, timeToLive).block());
        }
    }

    static class EagerRemove extends EscrowUnderTest {
        @Override
        Mono<Void> remove(EscrowedRotation rotation) {
            good.remove(rotation).block();
            return Mono.empty();
        }
    }

    static class KeptOnce extends EscrowUnderTest {
        @Override
        Mono<Boolean> keep(EscrowedRotation rotation, Duration timeToLive) {
            return good.keep(rotation, timeToLive).cache();
        }
    }

    static class FrozenDeadline extends EscrowUnderTest {
        @Override
        Mono<Boolean> keep(EscrowedRotation rotation, Duration timeToLive) {
            var deadline = clock.instant().plus(timeToLive);
            return Mono.defer(() -> good.keep(rotation, Duration.between(clock.instant(), deadline)));
        }
    }

    static class OlderWins extends EscrowUnderTest {
        @Override
        Mono<Boolean> keep(EscrowedRotation rotation, Duration timeToLive) {
            return good.find(rotation.key()).flatMap(good::remove).then(good.keep(rotation, timeToLive));
        }
    }

    static class OlderRefusedLoudly extends EscrowUnderTest {
        @Override
        Mono<Boolean> keep(EscrowedRotation rotation, Duration timeToLive) {
            return good.keep(rotation, timeToLive)
                    .then(good.find(rotation.key()))
                    .flatMap(kept -> kept.equals(rotation) ? Mono.just(true) : broken());
        }
    }

    static class OlderRefusedInSilence extends EscrowUnderTest {
        @Override
        Mono<Boolean> keep(EscrowedRotation rotation, Duration timeToLive) {
            return good.keep(rotation, timeToLive).thenReturn(true);
        }
    }

    static class FirstWins extends EscrowUnderTest {
        @Override
        Mono<Boolean> keep(EscrowedRotation rotation, Duration timeToLive) {
            return good.find(rotation.key())
                    .hasElement()
                    .flatMap(kept -> kept ? Mono.just(false) : good.keep(rotation, timeToLive));
        }
    }

    static class KeptTwiceIsAnError extends EscrowUnderTest {
        @Override
        Mono<Boolean> keep(EscrowedRotation rotation, Duration timeToLive) {
            return good.find(rotation.key())
                    .filter(rotation::equals)
                    .flatMap(same -> EscrowContractBitesTest.<Boolean>broken())
                    .switchIfEmpty(good.keep(rotation, timeToLive));
        }
    }

    static class CheckThenKeep extends EscrowUnderTest {
        @Override
        Mono<Boolean> keep(EscrowedRotation rotation, Duration timeToLive) {
            return good.find(rotation.key())
                    .map(this::version)
                    .defaultIfEmpty(0L)
                    .flatMap(kept -> {
                        Gap.open();
                        return kept > version(rotation)
                                ? Mono.just(false)
                                : good.find(rotation.key())
                                        .flatMap(good::remove)
                                        .then(good.keep(rotation, timeToLive));
                    });
        }

        private long version(EscrowedRotation rotation) {
            return rotation.credentials().tokenVersion();
        }
    }

    static class RemovesAnything extends EscrowUnderTest {
        @Override
        Mono<Void> remove(EscrowedRotation rotation) {
            return good.find(rotation.key()).flatMap(good::remove);
        }
    }

    static class RemovesByVersion extends EscrowUnderTest {
        @Override
        Mono<Void> remove(EscrowedRotation rotation) {
            return good.find(rotation.key())
                    .filter(kept -> kept.readVersion() == rotation.readVersion())
                    .flatMap(good::remove);
        }
    }

    static class LoudRemove extends EscrowUnderTest {
        @Override
        Mono<Void> remove(EscrowedRotation rotation) {
            return good.find(rotation.key()).switchIfEmpty(broken()).then(good.remove(rotation));
        }
    }

    static class FindTakesAway extends EscrowUnderTest {
        @Override
        Mono<EscrowedRotation> find(AccountKey key) {
            return good.find(key).flatMap(kept -> good.remove(kept).thenReturn(kept));
        }
    }

    static class CargoLost extends EscrowUnderTest {
        @Override
        Mono<EscrowedRotation> find(AccountKey key) {
            return good.find(key)
                    .map(kept -> new EscrowedRotation(
                            key,
                            kept.readVersion(),
                            kept.redeemedToken(),
                            Credentials.of(
                                    Map.of("_token_version", kept.credentials().tokenVersion()))));
        }
    }

    static class RedeemedTokenDemanded extends EscrowUnderTest {
        @Override
        Mono<EscrowedRotation> find(AccountKey key) {
            return good.find(key)
                    .map(kept -> kept.redeemedToken() == null
                            ? new EscrowedRotation(key, kept.readVersion(), Secret.of(""), kept.credentials())
                            : kept);
        }
    }

    static class IgnoresTtl extends EscrowUnderTest {
        @Override
        Mono<Boolean> keep(EscrowedRotation rotation, Duration timeToLive) {
            return good.keep(rotation, Duration.ofDays(365));
        }
    }

    static class OneForAll extends EscrowUnderTest {
        private volatile AccountKey all = new AccountKey(0);

        @Override
        Mono<EscrowedRotation> find(AccountKey key) {
            return Mono.defer(() -> good.find(all));
        }

        @Override
        Mono<Boolean> keep(EscrowedRotation rotation, Duration timeToLive) {
            return good.keep(rotation, timeToLive).doOnSuccess(kept -> all = rotation.key());
        }
    }

    static class NoneAsError extends EscrowUnderTest {
        @Override
        Mono<EscrowedRotation> find(AccountKey key) {
            return good.find(key).switchIfEmpty(broken());
        }
    }

    static class ClosedByCancel extends EscrowUnderTest {
        private volatile boolean closed;

        @Override
        Mono<EscrowedRotation> find(AccountKey key) {
            return Mono.defer(() -> closed ? broken() : good.find(key))
                    .delaySubscription(Duration.ofMillis(5))
                    .doOnCancel(() -> closed = true);
        }
    }

    static class OutageAsNone extends EscrowUnderTest {
        @Override
        <T> Mono<T> outage(AccountKey key) {
            return Mono.empty();
        }
    }
}
