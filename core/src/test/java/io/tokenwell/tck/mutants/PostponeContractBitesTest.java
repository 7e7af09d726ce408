package io.tokenwell.tck.mutants;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.tck.ContractMutants;
import io.tokenwell.tck.PostponedClaimContract;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import reactor.core.publisher.Mono;

class PostponeContractBitesTest {

    @TestFactory
    Stream<DynamicTest> thePostponeContractBites() {
        return ContractMutants.of(PostponedClaimContract.class)
                .passedBy(Good.class)
                .failedBy(Frees.class, "aPostponedClaimIsGrantedToNobodyUntilThePauseIsOver")
                .failedBy(Forever.class, "aPostponedClaimIsGrantedToNobodyUntilThePauseIsOver")
                .failedBy(OnlyReads.class, "aPauseOutlastsTheClaimsOwnTime", "aPauseCanBeShorterThanTheClaimsOwnTime")
                .failedBy(OnlyLengthens.class, "aPauseCanBeShorterThanTheClaimsOwnTime")
                .failedBy(OldRow.class, "postponingEmitsTheNewestRow")
                .failedBy(
                        PostponesAnyones.class,
                        "aStrangerPostponingLeavesTheClaim",
                        "postponingAnExpiredClaimLeavesTheNextHolders")
                .failedBy(TakesFreed.class, "aClaimThatWasFreedIsNotTakenByPostponingIt")
                .failedBy(SnapshotForMissing.class, "postponingTheClaimOfAMissingRowIsEmpty")
                .failedBy(EagerPostpone.class, "nothingIsPostponedBeforeTheSubscription")
                .failedBy(CachedPostpone.class, "eachSubscriptionIsAPauseOfItsOwn")
                .failedBy(ForgetsHolder.class, "aPostponedClaimIsCompletedAndFreedByItsHolder")
                .failedBy(RefusesPostponed.class, "aPostponedClaimIsCompletedAndFreedByItsHolder")
                .proof();
    }

    static class Good extends RepositoryUnderTest {}

    static class Frees extends RepositoryUnderTest {
        @Override
        Mono<Account> postpone(RefreshClaim claim, Cooldown cooldown) {
            return good.abandon(claim);
        }
    }

    static class Forever extends RepositoryUnderTest {
        @Override
        Mono<Account> postpone(RefreshClaim claim, Cooldown cooldown) {
            return good.postpone(claim, lasting(cooldown, Duration.ofDays(999)));
        }
    }

    static class OnlyReads extends RepositoryUnderTest {
        @Override
        Mono<Account> postpone(RefreshClaim claim, Cooldown cooldown) {
            return find(claim.account().id());
        }
    }

    static class OnlyLengthens extends RepositoryUnderTest {
        @Override
        Mono<Account> postpone(RefreshClaim claim, Cooldown cooldown) {
            return good.postpone(claim, cooldown.length().compareTo(LONG) < 0 ? lasting(cooldown, LONG) : cooldown);
        }
    }

    static class OldRow extends RepositoryUnderTest {
        @Override
        Mono<Account> postpone(RefreshClaim claim, Cooldown cooldown) {
            return good.postpone(claim, cooldown).map(row -> claim.account());
        }
    }

    static class PostponesAnyones extends RepositoryUnderTest {
        @Override
        Mono<Account> postpone(RefreshClaim claim, Cooldown cooldown) {
            return Mono.defer(
                    () -> good.postpone(holders.getOrDefault(claim.account().id(), claim), cooldown));
        }
    }

    static class TakesFreed extends RepositoryUnderTest {
        @Override
        Mono<Account> postpone(RefreshClaim claim, Cooldown cooldown) {
            return good.claimRefresh(new ClaimRequest(claim.account().id(), claim.owner(), LONG))
                    .then(good.postpone(claim, cooldown));
        }
    }

    static class SnapshotForMissing extends RepositoryUnderTest {
        @Override
        Mono<Account> postpone(RefreshClaim claim, Cooldown cooldown) {
            return good.postpone(claim, cooldown).defaultIfEmpty(claim.account());
        }
    }

    static class EagerPostpone extends RepositoryUnderTest {
        @Override
        Mono<Account> postpone(RefreshClaim claim, Cooldown cooldown) {
            return Mono.justOrEmpty(good.postpone(claim, cooldown).blockOptional());
        }
    }

    static class CachedPostpone extends RepositoryUnderTest {
        @Override
        Mono<Account> postpone(RefreshClaim claim, Cooldown cooldown) {
            return good.postpone(claim, cooldown).cache();
        }
    }

    static class ForgetsHolder extends RepositoryUnderTest {
        @Override
        Mono<Account> postpone(RefreshClaim claim, Cooldown cooldown) {
            return good.abandon(claim)
                    .flatMap(row -> good.claimRefresh(new ClaimRequest(row.id(), "nobody", LONG)))
                    .map(RefreshClaim::account);
        }
    }

    static class RefusesPostponed extends RepositoryUnderTest {
        private final Set<String> postponed = ConcurrentHashMap.newKeySet();

        @Override
        Mono<Account> postpone(RefreshClaim claim, Cooldown cooldown) {
            return good.postpone(claim, cooldown).doOnNext(row -> postponed.add(row.id()));
        }

        @Override
        Mono<Boolean> complete(RefreshClaim claim, Credentials redeemed) {
            return Mono.defer(
                    () -> postponed.contains(claim.account().id()) ? Mono.just(false) : good.complete(claim, redeemed));
        }
    }

    private static Cooldown lasting(Cooldown cooldown, Duration length) {
        return new Cooldown(cooldown.reason(), length, cooldown.outcomeUnknown());
    }
}
