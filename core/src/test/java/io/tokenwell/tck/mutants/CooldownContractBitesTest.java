package io.tokenwell.tck.mutants;

import static io.tokenwell.tck.mutants.CooldownAnswerMutants.lasting;
import static io.tokenwell.tck.mutants.CooldownAnswerMutants.length;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.SharedCooldown;
import io.tokenwell.tck.ContractMutants;
import io.tokenwell.tck.RefreshCooldownContract;
import io.tokenwell.tck.RefreshCooldownOutageContract;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import reactor.core.publisher.Mono;

class CooldownContractBitesTest {

    @TestFactory
    Stream<DynamicTest> theCooldownContractBites() {
        return ContractMutants.of(RefreshCooldownContract.class, RefreshCooldownOutageContract.class)
                .passedBy(Good.class)
                .failedBy(EagerStart.class, "nothingHappensBeforeSubscription")
                .failedBy(EagerEnd.class, "nothingHappensBeforeSubscription")
                .failedBy(StartedOnce.class, "eachSubscriptionIsAnAttemptOfItsOwn")
                .failedBy(FrozenEnd.class, "eachSubscriptionIsAnAttemptOfItsOwn")
                .failedBy(LastWins.class, "oneThatEndsEarlierIsQuietlyDropped")
                .failedBy(EarlierRefusedLoudly.class, "oneThatEndsEarlierIsQuietlyDropped")
                .failedBy(FirstWins.class, "oneThatEndsLaterReplaces", "aShorterOneThatEndsLaterReplaces")
                .failedBy(LongerWins.class, "aShorterOneThatEndsLaterReplaces")
                .failedBy(CheckThenStart.class, "ofRacingCooldownsTheLastToEndStays")
                .failedBy(CooldownAnswerMutants.WholeLengthTold.class, "theTimeThatIsLeftIsTold")
                .failedBy(RoundedUp.class, "theTimeThatIsLeftIsNeverRoundedUp", "aMillisecondIsEnough")
                .failedBy(Endless.class, "aCooldownEndsByItself")
                .failedBy(CooldownAnswerMutants.ReasonCut.class, "aCooldownComesBackWhole")
                .failedBy(
                        CooldownAnswerMutants.FlagLost.class,
                        "aCooldownComesBackWhole",
                        "oneThatEndsEarlierIsQuietlyDropped")
                .failedBy(CooldownAnswerMutants.VersionLost.class, "theVersionOfTheCredentialsIsTold")
                .failedBy(EndOnlyHides.class, "endingMakesRoomForAShorterOne")
                .failedBy(LoudEnd.class, "endingTwiceOrWhatIsNotThereIsQuiet")
                .failedBy(OneForAll.class, "accountsDoNotTouchEachOther")
                .failedBy(NoneAsError.class, "anAccountWithoutCooldownIsEmpty")
                .failedBy(ClosedByCancel.class, "cancellingLeavesTheCooldownsUsable")
                .failedBy(
                        OutageAsNone.class,
                        "findingWithoutStoreIsATypedError",
                        "startingWithoutStoreIsATypedError",
                        "endingWithoutStoreIsATypedError")
                .proof();
    }

    private static <T> Mono<T> broken() {
        return Mono.error(() -> new IllegalStateException("broken on purpose"));
    }

    static class Good extends CooldownUnderTest {}

    static class EagerStart extends CooldownUnderTest {
        @Override
        Mono<Void> start(AccountKey key, SharedCooldown cooldown) {
            good.start(key, cooldown).block();
            return Mono.empty();
        }
    }

    static class EagerEnd extends CooldownUnderTest {
        @Override
        Mono<Void> end(AccountKey key) {
            good.end(key).block();
            return Mono.empty();
        }
    }

    static class StartedOnce extends CooldownUnderTest {
        @Override
        Mono<Void> start(AccountKey key, SharedCooldown cooldown) {
            return good.start(key, cooldown).cache();
        }
    }

    static class FrozenEnd extends CooldownUnderTest {
        @Override
        Mono<Void> start(AccountKey key, SharedCooldown cooldown) {
            Instant end = clock.instant().plus(length(cooldown));
            return Mono.defer(() -> good.start(key, lasting(cooldown, Duration.between(clock.instant(), end))));
        }
    }

    static class LastWins extends CooldownUnderTest {
        @Override
        Mono<Void> start(AccountKey key, SharedCooldown cooldown) {
            return good.end(key).then(good.start(key, cooldown));
        }
    }

    static class EarlierRefusedLoudly extends CooldownUnderTest {
        @Override
        Mono<Void> start(AccountKey key, SharedCooldown cooldown) {
            return good.find(key)
                    .filter(running -> length(running).compareTo(length(cooldown)) > 0)
                    .flatMap(later -> CooldownContractBitesTest.<Void>broken())
                    .then(good.start(key, cooldown));
        }
    }

    static class FirstWins extends CooldownUnderTest {
        @Override
        Mono<Void> start(AccountKey key, SharedCooldown cooldown) {
            return good.find(key).hasElement().flatMap(running -> running ? Mono.empty() : good.start(key, cooldown));
        }
    }

    static class LongerWins extends CooldownUnderTest {
        private volatile Duration longest = Duration.ZERO;

        @Override
        Mono<Void> start(AccountKey key, SharedCooldown cooldown) {
            return Mono.defer(() -> {
                if (length(cooldown).compareTo(longest) < 0) {
                    return Mono.empty();
                }
                longest = length(cooldown);
                return good.start(key, cooldown);
            });
        }
    }

    static class CheckThenStart extends CooldownUnderTest {
        @Override
        Mono<Void> start(AccountKey key, SharedCooldown cooldown) {
            return good.find(key)
                    .map(CooldownAnswerMutants::length)
                    .defaultIfEmpty(Duration.ZERO)
                    .flatMap(left -> {
                        Gap.open();
                        return left.compareTo(length(cooldown)) > 0
                                ? Mono.empty()
                                : good.end(key).then(good.start(key, cooldown));
                    });
        }
    }

    static class RoundedUp extends CooldownUnderTest {
        @Override
        Mono<Void> start(AccountKey key, SharedCooldown cooldown) {
            return good.start(
                    key, lasting(cooldown, Duration.ofSeconds(length(cooldown).toSeconds() + 1)));
        }
    }

    static class Endless extends CooldownUnderTest {
        @Override
        Mono<Void> start(AccountKey key, SharedCooldown cooldown) {
            return good.start(key, lasting(cooldown, Duration.ofDays(365)));
        }
    }

    static class EndOnlyHides extends CooldownUnderTest {
        private volatile boolean ended;

        @Override
        Mono<SharedCooldown> find(AccountKey key) {
            return Mono.defer(() -> ended ? Mono.empty() : good.find(key));
        }

        @Override
        Mono<Void> end(AccountKey key) {
            return Mono.fromRunnable(() -> ended = true);
        }
    }

    static class LoudEnd extends CooldownUnderTest {
        @Override
        Mono<Void> end(AccountKey key) {
            return good.find(key).switchIfEmpty(broken()).then(good.end(key));
        }
    }

    static class OneForAll extends CooldownUnderTest {
        private static final AccountKey ALL = new AccountKey(0);

        @Override
        Mono<SharedCooldown> find(AccountKey key) {
            return good.find(ALL);
        }

        @Override
        Mono<Void> start(AccountKey key, SharedCooldown cooldown) {
            return good.start(ALL, cooldown);
        }
    }

    static class NoneAsError extends CooldownUnderTest {
        @Override
        Mono<SharedCooldown> find(AccountKey key) {
            return good.find(key).switchIfEmpty(broken());
        }
    }

    static class ClosedByCancel extends CooldownUnderTest {
        private volatile boolean closed;

        @Override
        Mono<SharedCooldown> find(AccountKey key) {
            return Mono.defer(() -> closed ? broken() : good.find(key))
                    .delaySubscription(Duration.ofMillis(5))
                    .doOnCancel(() -> closed = true);
        }
    }

    static class OutageAsNone extends CooldownUnderTest {
        @Override
        <T> Mono<T> outage(AccountKey key) {
            return Mono.empty();
        }
    }
}
