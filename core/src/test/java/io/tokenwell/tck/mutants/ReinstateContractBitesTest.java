package io.tokenwell.tck.mutants;

import io.tokenwell.Account;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.ClaimVerdict;
import io.tokenwell.spi.ClaimVerdict.Granted;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.tck.ContractMutants;
import io.tokenwell.tck.OldMarkContract;
import io.tokenwell.tck.ReinstatedMarkContract;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import reactor.core.publisher.Mono;

class ReinstateContractBitesTest {

    @TestFactory
    Stream<DynamicTest> theReinstatingContractBites() {
        return ContractMutants.of(ReinstatedMarkContract.class)
                .passedBy(Good.class)
                .failedBy(OnlySays.class, "aMarkThatWasTakenBackIsToldToNobody", "aMarkIsTakenBackOnce")
                .failedBy(AlwaysTrue.class, "anUnclaimedAccountAndAMissingOneHaveNone", "aMarkIsTakenBackOnce")
                .failedBy(FreesAnyClaim.class, "aRunningClaimIsNoMark", "aPauseIsNoMark")
                .failedBy(ForgetsTheLost.class, "takingAMarkBackLeavesTheMemoryOfALostAttempt")
                .failedBy(ForGood.class, "aMarkThatWasTakenBackCanBeMadeAgain")
                .failedBy(Everybody.class, "nobodyElseIsReinstated")
                .failedBy(RestoresTheRow.class, "theRowStaysAsItIs")
                .failedBy(Eager.class, "nothingIsTakenBackBeforeTheSubscriptionAndEachIsAnAttempt")
                .proof();
    }

    @TestFactory
    Stream<DynamicTest> theContractOfOldMarksBites() {
        return ContractMutants.of(OldMarkContract.class)
                .passedBy(Good.class)
                .failedBy(
                        NeverTries.class,
                        "anOldMarkIsTriedAgainByOne",
                        "whoTriesAnOldMarkIsToldSo",
                        "whoeverTakesOverFromWhoTriedIsNotToldOfTheMark")
                .failedBy(
                        TriesAtOnce.class, "aMarkIsRespectedForItsTime", "refusedOnceMoreItIsMarkedForTheSameTimeAgain")
                .failedBy(TriesUnasked.class, "whoNeverTriesIsAnsweredAsEver")
                .failedBy(ForAll.class, "anOldMarkIsTriedAgainByOne")
                .failedBy(Unsaid.class, "whoTriesAnOldMarkIsToldSo")
                .failedBy(
                        SaidOfAll.class,
                        "anotherRefreshTokenIsNoMarkedOne",
                        "aCompletionUnderSuchAClaimEndsTheMark",
                        "whoeverTakesOverFromWhoTriedIsNotToldOfTheMark")
                .proof();
    }

    static class Good extends RepositoryUnderTest {}

    static class OnlySays extends RepositoryUnderTest {
        @Override
        Mono<Boolean> reinstate(String accountId) {
            return find(accountId).map(row -> true);
        }
    }

    static class AlwaysTrue extends RepositoryUnderTest {
        @Override
        Mono<Boolean> reinstate(String accountId) {
            return super.reinstate(accountId).thenReturn(true);
        }
    }

    static class FreesAnyClaim extends RepositoryUnderTest {
        @Override
        Mono<Boolean> reinstate(String accountId) {
            return super.reinstate(accountId)
                    .delayUntil(marked -> find(accountId).doOnNext(row -> {
                        good.remove(accountId);
                        good.save(row);
                    }));
        }
    }

    static class ForgetsTheLost extends FreesAnyClaim {}

    static class ForGood extends RepositoryUnderTest {
        private final Map<String, Boolean> reinstated = new ConcurrentHashMap<>();

        @Override
        Mono<Boolean> reinstate(String accountId) {
            return super.reinstate(accountId).doOnNext(marked -> reinstated.put(accountId, marked));
        }

        @Override
        Mono<RefreshClaim> claim(ClaimRequest request) {
            return super.claim(request)
                    .map(claim -> reinstated.containsKey(request.accountId())
                            ? new RefreshClaim(claim.account(), claim.owner(), true)
                            : claim);
        }
    }

    static class Everybody extends RepositoryUnderTest {
        @Override
        Mono<Boolean> reinstate(String accountId) {
            return super.reinstate(accountId)
                    .doOnNext(marked ->
                            holders.keySet().forEach(id -> good.reinstate(id).subscribe()));
        }
    }

    static class RestoresTheRow extends RepositoryUnderTest {
        @Override
        Mono<Boolean> reinstate(String accountId) {
            return super.reinstate(accountId).doOnNext(marked -> {
                RefreshClaim claim = holders.get(accountId);
                if (claim != null) {
                    good.save(claim.account());
                }
            });
        }
    }

    static class Eager extends RepositoryUnderTest {
        @Override
        Mono<Boolean> reinstate(String accountId) {
            return Mono.justOrEmpty(super.reinstate(accountId).blockOptional(Duration.ofSeconds(10)));
        }
    }

    static class NeverTries extends RepositoryUnderTest {
        @Override
        Mono<RefreshClaim> claim(ClaimRequest request) {
            return super.claim(triedAfter(request, Duration.ZERO));
        }
    }

    static class TriesAtOnce extends RepositoryUnderTest {
        @Override
        Mono<RefreshClaim> claim(ClaimRequest request) {
            return Mono.defer(() -> {
                if (!request.triesMarkedAfter().isZero()) {
                    good.reinstate(request.accountId()).subscribe();
                }
                return super.claim(request);
            });
        }
    }

    static class TriesUnasked extends RepositoryUnderTest {
        @Override
        Mono<RefreshClaim> claim(ClaimRequest request) {
            return super.claim(triedAfter(request, LONG));
        }
    }

    static class ForAll extends RepositoryUnderTest {
        private final Map<String, RefreshClaim> granted = new ConcurrentHashMap<>();

        @Override
        Mono<RefreshClaim> claim(ClaimRequest request) {
            return super.claim(request)
                    .doOnNext(claim -> {
                        if (claim.verdict() instanceof Granted again && again.marked()) {
                            granted.put(request.accountId(), claim);
                        }
                    })
                    .map(claim -> claim.verdict() instanceof ClaimVerdict.Held
                            ? granted.getOrDefault(request.accountId(), claim)
                            : claim);
        }
    }

    static class Unsaid extends RepositoryUnderTest {
        @Override
        Mono<RefreshClaim> claim(ClaimRequest request) {
            return super.claim(request).map(claim -> said(claim, false));
        }
    }

    static class SaidOfAll extends RepositoryUnderTest {
        private final Map<String, Boolean> marked = new ConcurrentHashMap<>();

        @Override
        Mono<Account> mark(RefreshClaim claim, String reason) {
            return super.mark(claim, reason)
                    .doOnNext(row -> marked.put(claim.account().id(), true));
        }

        @Override
        Mono<RefreshClaim> claim(ClaimRequest request) {
            return super.claim(request).map(claim -> said(claim, marked.containsKey(request.accountId())));
        }
    }

    private static RefreshClaim said(RefreshClaim claim, boolean marked) {
        return claim.verdict() instanceof Granted granted
                ? new RefreshClaim(claim.account(), claim.owner(), new Granted(granted.previous(), marked))
                : claim;
    }

    private static ClaimRequest triedAfter(ClaimRequest request, Duration age) {
        return new ClaimRequest(request.accountId(), request.owner(), request.timeToLive(), request.grace(), age);
    }
}
