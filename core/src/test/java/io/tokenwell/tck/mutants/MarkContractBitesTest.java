package io.tokenwell.tck.mutants;

import io.tokenwell.Account;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.ClaimVerdict;
import io.tokenwell.spi.ClaimVerdict.LoginRequired;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.UnfinishedAttempt;
import io.tokenwell.tck.ContractMutants;
import io.tokenwell.tck.ReauthorizationMarkContract;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import reactor.core.publisher.Mono;

class MarkContractBitesTest {

    @TestFactory
    Stream<DynamicTest> theMarkContractBites() {
        return ContractMutants.of(ReauthorizationMarkContract.class)
                .passedBy(Good.class)
                .failedBy(
                        OnlyFrees.class,
                        "aMarkIsToldToEveryLaterAskerTheMarkerToo",
                        "aPostponedAttemptCanStillBeMarked",
                        "eachSubscriptionIsAMarkOfItsOwn")
                .failedBy(OnlyPauses.class, "timeDoesNotEndAMark")
                .failedBy(ToldOnce.class, "aMarkIsToldToEveryLaterAskerTheMarkerToo")
                .failedBy(
                        BoundToAccount.class,
                        "anotherRefreshTokenEndsAMarkWithoutHistory",
                        "aLateCompletionOfAnEarlierAttemptEndsAMark",
                        "aRefreshTokenThatChangedMeanwhileIsNotMarkedButFreed",
                        "aStrangerMarksNothing",
                        "whoFreedTheClaimMarksNothing",
                        "aStrangerDoesNotFreeAClaimByMarkingAnOldRefreshToken")
                .failedBy(ToldAsUnfinished.class, "anotherRefreshTokenEndsAMarkWithoutHistory")
                .failedBy(
                        EndedByAnyEdit.class,
                        "aMarkOutlastsEditsOfOtherCredentials",
                        "aSmallerVersionWithTheSameRefreshTokenEndsNoMark")
                .failedBy(OutlastsLogins.class, "aLoginWithAGreaterVersionAndTheSameRefreshTokenEndsAMark")
                .failedBy(UndoneByItsMarker.class, "aMarkOutlastsWhatItsMarkerDoesWithTheClaimAfterwards")
                .failedBy(MarksAnyones.class, "aStrangerMarksNothing", "whoseClaimWasTakenOverMarksNothing")
                .failedBy(NeedsARunningClaim.class, "aPostponedAttemptCanStillBeMarked")
                .failedBy(KeepsClaimOfChanged.class, "aRefreshTokenThatChangedMeanwhileIsNotMarkedButFreed")
                .failedBy(OldRow.class, "markingEmitsTheNewestRow")
                .failedBy(SnapshotForMissing.class, "markingAMissingRowIsEmpty")
                .failedBy(EagerMark.class, "nothingIsMarkedBeforeTheSubscription")
                .failedBy(CachedMark.class, "eachSubscriptionIsAMarkOfItsOwn")
                .proof();
    }

    static class Good extends RepositoryUnderTest {}

    static class OnlyFrees extends RepositoryUnderTest {
        @Override
        Mono<Account> mark(RefreshClaim claim, String reason) {
            return good.abandon(claim);
        }
    }

    static class OnlyPauses extends RepositoryUnderTest {
        @Override
        Mono<Account> mark(RefreshClaim claim, String reason) {
            return good.postpone(claim, new Cooldown(reason, LONG, false));
        }
    }

    static class ToldOnce extends RepositoryUnderTest {
        private final Set<String> told = ConcurrentHashMap.newKeySet();

        @Override
        Mono<RefreshClaim> claim(ClaimRequest request) {
            return super.claim(request)
                    .map(claim -> claim.verdict() instanceof LoginRequired && !told.add(request.accountId())
                            ? new RefreshClaim(claim.account(), claim.owner(), false)
                            : claim);
        }
    }

    static class BoundToAccount extends RepositoryUnderTest {
        private final Map<String, String> marks = new ConcurrentHashMap<>();

        @Override
        Mono<Account> mark(RefreshClaim claim, String reason) {
            return find(claim.account().id()).doOnNext(row -> marks.put(row.id(), reason));
        }

        @Override
        Mono<RefreshClaim> claim(ClaimRequest request) {
            return super.claim(request)
                    .map(claim -> marks.containsKey(request.accountId())
                            ? new RefreshClaim(
                                    claim.account(),
                                    claim.owner(),
                                    new LoginRequired(marks.getOrDefault(request.accountId(), "")))
                            : claim);
        }
    }

    static class ToldAsUnfinished extends RepositoryUnderTest {
        private final Set<String> marked = ConcurrentHashMap.newKeySet();

        @Override
        Mono<Account> mark(RefreshClaim claim, String reason) {
            return super.mark(claim, reason).doOnNext(row -> marked.add(row.id()));
        }

        @Override
        Mono<RefreshClaim> claim(ClaimRequest request) {
            return super.claim(request)
                    .map(claim -> claim.granted() && marked.contains(request.accountId())
                            ? new RefreshClaim(
                                    claim.account(),
                                    claim.owner(),
                                    new ClaimVerdict.Granted(new UnfinishedAttempt("marker", clock.instant())))
                            : claim);
        }
    }

    static class EndedByAnyEdit extends RepositoryUnderTest {
        @Override
        public void store(Account account) {
            good.remove(account.id());
            good.save(account);
        }
    }

    static class OutlastsLogins extends RepositoryUnderTest {

        private final Map<String, Account> refused = new ConcurrentHashMap<>();

        @Override
        Mono<Account> mark(RefreshClaim claim, String reason) {
            refused.put(claim.account().id(), claim.account());
            return super.mark(claim, reason);
        }

        @Override
        Mono<RefreshClaim> claim(ClaimRequest request) {
            return super.claim(request)
                    .map(claim -> isRefused(claim.account())
                            ? new RefreshClaim(claim.account(), claim.owner(), new ClaimVerdict.LoginRequired("no"))
                            : claim);
        }

        private boolean isRefused(Account row) {
            Account marked = refused.get(row.id());
            return marked != null
                    && marked.credentials()
                            .refreshToken()
                            .equals(row.credentials().refreshToken());
        }
    }

    /** Its marks are on the account's claim only, which its holder can still give back. */
    static class UndoneByItsMarker extends RepositoryUnderTest {
        @Override
        Mono<Account> postpone(RefreshClaim claim, Cooldown cooldown) {
            return Mono.fromRunnable(() -> good.remove(claim.account().id())).then(Mono.fromSupplier(() -> {
                good.save(claim.account());
                return claim.account();
            }));
        }
    }

    static class MarksAnyones extends RepositoryUnderTest {
        @Override
        Mono<Account> mark(RefreshClaim claim, String reason) {
            return Mono.defer(
                    () -> super.mark(holders.getOrDefault(claim.account().id(), claim), reason));
        }
    }

    static class NeedsARunningClaim extends RepositoryUnderTest {
        private final Set<String> postponed = ConcurrentHashMap.newKeySet();

        @Override
        Mono<Account> postpone(RefreshClaim claim, Cooldown cooldown) {
            return super.postpone(claim, cooldown).doOnNext(row -> postponed.add(row.id()));
        }

        @Override
        Mono<Account> mark(RefreshClaim claim, String reason) {
            return Mono.defer(() -> postponed.contains(claim.account().id())
                    ? find(claim.account().id())
                    : super.mark(claim, reason));
        }
    }

    static class KeepsClaimOfChanged extends RepositoryUnderTest {
        @Override
        Mono<Account> mark(RefreshClaim claim, String reason) {
            return find(claim.account().id())
                    .flatMap(row -> row.credentials().equals(claim.account().credentials())
                            ? super.mark(claim, reason)
                            : Mono.just(row));
        }
    }

    static class OldRow extends RepositoryUnderTest {
        @Override
        Mono<Account> mark(RefreshClaim claim, String reason) {
            return super.mark(claim, reason).map(row -> claim.account());
        }
    }

    static class SnapshotForMissing extends RepositoryUnderTest {
        @Override
        Mono<Account> mark(RefreshClaim claim, String reason) {
            return super.mark(claim, reason).defaultIfEmpty(claim.account());
        }
    }

    static class EagerMark extends RepositoryUnderTest {
        @Override
        Mono<Account> mark(RefreshClaim claim, String reason) {
            return Mono.justOrEmpty(super.mark(claim, reason).blockOptional(Duration.ofSeconds(10)));
        }
    }

    static class CachedMark extends RepositoryUnderTest {
        @Override
        Mono<Account> mark(RefreshClaim claim, String reason) {
            return super.mark(claim, reason).cache();
        }
    }
}
