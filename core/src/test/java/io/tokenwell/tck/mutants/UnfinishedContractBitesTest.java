package io.tokenwell.tck.mutants;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.ClaimVerdict.Granted;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.UnfinishedAttempt;
import io.tokenwell.tck.ContractMutants;
import io.tokenwell.tck.UnfinishedAttemptContract;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import reactor.core.publisher.Mono;

class UnfinishedContractBitesTest {

    @TestFactory
    Stream<DynamicTest> theUnfinishedAttemptContractBites() {
        return ContractMutants.of(UnfinishedAttemptContract.class)
                .passedBy(Good.class)
                .failedBy(
                        NeverTells.class,
                        "anAttemptThatRanOutIsToldWithOwnerAndStart",
                        "ofEightRacersForADeadClaimOneIsToldOfIt")
                .failedBy(Invents.class, "aFirstAttemptIsToldOfNone")
                .failedBy(
                        TellsTheLastAsker.class,
                        "theAskerWhoWasRefusedIsNotTheOneTold",
                        "anAttemptOnAnotherRefreshTokenIsNotTold",
                        "aCompletedAttemptIsNotToldThoughTheRefreshTokenStayed",
                        "aCompletionEndsTheAttemptsBeforeItToo",
                        "anAbandonedAttemptIsNotTold",
                        "whatIsCarriedOnIsForgottenWithItsRefreshToken")
                .failedBy(
                        TellsTheEnd.class,
                        "anAttemptThatRanOutIsToldWithOwnerAndStart",
                        "anAttemptOfUnknownOutcomeIsToldWhenItsPauseIsOver")
                .failedBy(ComparesVersions.class, "anAttemptIsToldThoughOtherCredentialsChanged")
                .failedBy(
                        EveryOutcomeUnknown.class,
                        "anAttemptWhoseFailureIsKnownIsNotTold",
                        "anAttemptWhoseOutcomeBecameKnownIsNotTold",
                        "aLaterKnownFailureDoesNotHideTheUnfinishedAttempt")
                .failedBy(EveryOutcomeKnown.class, "anAttemptOfUnknownOutcomeIsToldWhenItsPauseIsOver")
                .failedBy(
                        CarriesNothingOn.class,
                        "aLaterKnownFailureDoesNotHideTheUnfinishedAttempt",
                        "aLaterAbandonmentDoesNotHideTheUnfinishedAttempt")
                .failedBy(AbandonsByPostponing.class, "whoAbandonedBesideAnUnfinishedAttemptHoldsNothingMore")
                .failedBy(TellsTheOldest.class, "ofSeveralUnfinishedAttemptsTheNewestIsTold")
                .failedBy(
                        SilenceMutants.KnowsNoGrace.class,
                        "aSilentHolderIsRespectedForAsLongAsTheAskerAllows",
                        "aSilentHolderMayStillComplete")
                .failedBy(SilenceMutants.CallsTheBusySilent.class, "aClaimThatStillLastsIsHeldAndNotSilent")
                .failedBy(SilenceMutants.RespectsForEver.class, "graceIsOverAtOnceWithAnotherRefreshToken")
                .proof();
    }

    static class Good extends RepositoryUnderTest {}

    /** Tells something else of what was before. */
    abstract static class TellsOther extends RepositoryUnderTest {

        abstract @Nullable UnfinishedAttempt told(Account row, @Nullable UnfinishedAttempt previous);

        @Override
        Mono<RefreshClaim> claim(ClaimRequest request) {
            return super.claim(request)
                    .map(claim -> claim.verdict() instanceof Granted granted
                            ? new RefreshClaim(
                                    claim.account(),
                                    claim.owner(),
                                    new Granted(told(claim.account(), granted.previous())))
                            : claim);
        }
    }

    static class NeverTells extends TellsOther {
        @Override
        @Nullable
        UnfinishedAttempt told(Account row, @Nullable UnfinishedAttempt previous) {
            return null;
        }
    }

    static class Invents extends TellsOther {
        @Override
        UnfinishedAttempt told(Account row, @Nullable UnfinishedAttempt previous) {
            return previous == null ? new UnfinishedAttempt("nobody", clock.instant()) : previous;
        }
    }

    static class TellsTheLastAsker extends TellsOther {
        private final Map<String, UnfinishedAttempt> askers = new ConcurrentHashMap<>();

        @Override
        Mono<RefreshClaim> claim(ClaimRequest request) {
            return super.claim(request)
                    .doOnNext(claim ->
                            askers.put(request.accountId(), new UnfinishedAttempt(request.owner(), clock.instant())));
        }

        @Override
        @Nullable
        UnfinishedAttempt told(Account row, @Nullable UnfinishedAttempt previous) {
            return askers.get(row.id());
        }
    }

    static class TellsTheEnd extends TellsOther {
        @Override
        @Nullable
        UnfinishedAttempt told(Account row, @Nullable UnfinishedAttempt previous) {
            return previous == null
                    ? null
                    : new UnfinishedAttempt(
                            previous.owner(), previous.startedAt().plus(LONG));
        }
    }

    static class ComparesVersions extends TellsOther {
        private final Map<String, Long> versions = new ConcurrentHashMap<>();

        @Override
        @Nullable
        UnfinishedAttempt told(Account row, @Nullable UnfinishedAttempt previous) {
            Long version = row.credentials().tokenVersion();
            return version.equals(versions.put(row.id(), version)) ? previous : null;
        }
    }

    static class EveryOutcomeUnknown extends RepositoryUnderTest {
        @Override
        Mono<Account> postpone(RefreshClaim claim, Cooldown cooldown) {
            return good.postpone(claim, new Cooldown(cooldown.reason(), cooldown.length(), true));
        }
    }

    static class EveryOutcomeKnown extends RepositoryUnderTest {
        @Override
        Mono<Account> postpone(RefreshClaim claim, Cooldown cooldown) {
            return good.postpone(claim, new Cooldown(cooldown.reason(), cooldown.length(), false));
        }
    }

    static class CarriesNothingOn extends TellsOther {
        private final Set<String> ended = ConcurrentHashMap.newKeySet();

        @Override
        Mono<Account> postpone(RefreshClaim claim, Cooldown cooldown) {
            return good.postpone(claim, cooldown).doOnNext(row -> ended.add(row.id()));
        }

        @Override
        Mono<Account> abandon(RefreshClaim claim) {
            return good.abandon(claim).doOnNext(row -> ended.add(row.id()));
        }

        @Override
        @Nullable
        UnfinishedAttempt told(Account row, @Nullable UnfinishedAttempt previous) {
            return ended.remove(row.id()) ? null : previous;
        }
    }

    static class AbandonsByPostponing extends RepositoryUnderTest {
        @Override
        Mono<Account> abandon(RefreshClaim claim) {
            return good.postpone(claim, new Cooldown("", Duration.ZERO, false));
        }
    }

    static class TellsTheOldest extends TellsOther {
        private final Map<String, UnfinishedAttempt> oldest = new ConcurrentHashMap<>();

        @Override
        Mono<Boolean> complete(RefreshClaim claim, Credentials redeemed) {
            return good.complete(claim, redeemed)
                    .doOnNext(done -> oldest.remove(claim.account().id()));
        }

        @Override
        @Nullable
        UnfinishedAttempt told(Account row, @Nullable UnfinishedAttempt previous) {
            return previous == null ? null : oldest.computeIfAbsent(row.id(), id -> previous);
        }
    }
}
