package io.tokenwell.tck.mutants;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.tck.ContractMutants;
import io.tokenwell.tck.RefreshClaimContract;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import reactor.core.publisher.Mono;

class ClaimContractBitesTest {

    @TestFactory
    Stream<DynamicTest> theClaimContractBites() {
        return ContractMutants.of(RefreshClaimContract.class)
                .passedBy(Good.class)
                .failedBy(NeverGranted.class, "aFreeClaimIsGrantedWithTheRow")
                .failedBy(
                        AlwaysGranted.class,
                        "aSecondClaimantIsNotGrantedButGetsTheRowAsItIsNow",
                        "ofEightRacingClaimantsOneIsGrantedAndAllGetTheRow")
                .failedBy(CheckThenTake.class, "ofEightRacingClaimantsOneIsGrantedAndAllGetTheRow")
                .failedBy(StaleRow.class, "aClaimReturnsTheRowAsItIsStoredNow")
                .failedBy(RefusedAsEmpty.class, "aSecondClaimantIsNotGrantedButGetsTheRowAsItIsNow")
                .failedBy(Reentrant.class, "aClaimIsNotGrantedTwiceNotEvenToItsHolder")
                .failedBy(OneForAll.class, "claimsOfDifferentAccountsAreIndependent")
                .failedBy(NeverExpires.class, "aClaimWhoseTimeIsOverCanBeTaken")
                .failedBy(MissingAsClaimed.class, "claimingAMissingRowIsEmptyAndLeavesNoClaim")
                .failedBy(EagerClaim.class, "nothingIsClaimedBeforeTheSubscription")
                .failedBy(CachedClaim.class, "eachSubscriptionIsAClaimOfItsOwn")
                .failedBy(NeverFrees.class, "abandoningFreesOwnClaimAndEmitsTheNewestRow")
                .failedBy(
                        FreesAnyones.class,
                        "aStrangerAbandoningLeavesTheClaim",
                        "abandoningAnExpiredClaimLeavesTheNextHolders")
                .failedBy(LoudAbandon.class, "abandoningTwiceIsQuiet")
                .failedBy(SnapshotForMissing.class, "abandoningTheClaimOfAMissingRowIsEmpty")
                .failedBy(EagerAbandon.class, "nothingIsAbandonedBeforeTheSubscription")
                .proof();
    }

    static class Good extends RepositoryUnderTest {}

    static class NeverGranted extends RepositoryUnderTest {
        @Override
        Mono<RefreshClaim> claim(ClaimRequest request) {
            return super.claim(request).map(claim -> granted(claim, false));
        }
    }

    static class AlwaysGranted extends RepositoryUnderTest {
        @Override
        Mono<RefreshClaim> claim(ClaimRequest request) {
            return super.claim(request).map(claim -> granted(claim, true));
        }
    }

    static class CheckThenTake extends RepositoryUnderTest {
        private final Set<String> taken = ConcurrentHashMap.newKeySet();

        @Override
        Mono<RefreshClaim> claim(ClaimRequest request) {
            return find(request.accountId()).map(row -> {
                boolean free = !taken.contains(row.id());
                Gap.open();
                taken.add(row.id());
                return new RefreshClaim(row, request.owner(), free);
            });
        }
    }

    static class StaleRow extends RepositoryUnderTest {
        private final Map<String, Account> seen = new ConcurrentHashMap<>();

        @Override
        Mono<Account> find(String accountId) {
            return super.find(accountId).doOnNext(row -> seen.put(accountId, row));
        }

        @Override
        Mono<RefreshClaim> claim(ClaimRequest request) {
            return super.claim(request)
                    .map(claim -> new RefreshClaim(
                            seen.getOrDefault(request.accountId(), claim.account()), claim.owner(), claim.granted()));
        }
    }

    static class RefusedAsEmpty extends RepositoryUnderTest {
        @Override
        Mono<RefreshClaim> claim(ClaimRequest request) {
            return super.claim(request).filter(RefreshClaim::granted);
        }
    }

    static class Reentrant extends RepositoryUnderTest {
        @Override
        Mono<RefreshClaim> claim(ClaimRequest request) {
            return super.claim(request).map(claim -> granted(claim, claim.granted() || isHolder(claim)));
        }

        private boolean isHolder(RefreshClaim claim) {
            RefreshClaim holder = holders.get(claim.account().id());
            return holder != null && holder.owner().equals(claim.owner());
        }
    }

    static class OneForAll extends RepositoryUnderTest {
        @Override
        Mono<RefreshClaim> claim(ClaimRequest request) {
            return super.claim(request).map(claim -> granted(claim, claim.granted() && holders.size() == 1));
        }
    }

    static class NeverExpires extends RepositoryUnderTest {
        @Override
        Mono<RefreshClaim> claim(ClaimRequest request) {
            return super.claim(new ClaimRequest(request.accountId(), request.owner(), Duration.ofDays(999)));
        }
    }

    static class MissingAsClaimed extends RepositoryUnderTest {
        @Override
        Mono<RefreshClaim> claim(ClaimRequest request) {
            Account empty = Account.active(request.accountId(), "openai", Credentials.empty());
            return super.claim(request).defaultIfEmpty(new RefreshClaim(empty, request.owner(), true));
        }
    }

    static class EagerClaim extends RepositoryUnderTest {
        @Override
        Mono<RefreshClaim> claim(ClaimRequest request) {
            return Mono.justOrEmpty(super.claim(request).blockOptional());
        }
    }

    static class CachedClaim extends RepositoryUnderTest {
        @Override
        Mono<RefreshClaim> claim(ClaimRequest request) {
            return super.claim(request).cache();
        }
    }

    static class NeverFrees extends RepositoryUnderTest {
        @Override
        Mono<Account> abandon(RefreshClaim claim) {
            return find(claim.account().id());
        }
    }

    static class FreesAnyones extends RepositoryUnderTest {
        @Override
        Mono<Account> abandon(RefreshClaim claim) {
            return Mono.defer(
                    () -> good.abandon(holders.getOrDefault(claim.account().id(), claim)));
        }
    }

    static class LoudAbandon extends RepositoryUnderTest {
        private final Set<String> left = ConcurrentHashMap.newKeySet();

        @Override
        Mono<Account> abandon(RefreshClaim claim) {
            return good.abandon(claim)
                    .filter(row -> left.add(row.id()))
                    .switchIfEmpty(Mono.error(() -> new IllegalStateException("not held")));
        }
    }

    static class SnapshotForMissing extends RepositoryUnderTest {
        @Override
        Mono<Account> abandon(RefreshClaim claim) {
            return good.abandon(claim).defaultIfEmpty(claim.account());
        }
    }

    static class EagerAbandon extends RepositoryUnderTest {
        @Override
        Mono<Account> abandon(RefreshClaim claim) {
            return Mono.justOrEmpty(good.abandon(claim).blockOptional());
        }
    }

    private static RefreshClaim granted(RefreshClaim claim, boolean granted) {
        return new RefreshClaim(claim.account(), claim.owner(), granted);
    }
}
