package io.tokenwell.tck.mutants;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.ClaimVerdict.CoolingDown;
import io.tokenwell.spi.ClaimVerdict.Granted;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.FailureStreak;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.ReuseWindow;
import io.tokenwell.tck.ContractMutants;
import io.tokenwell.tck.FailureStreakContract;
import io.tokenwell.tck.ReuseWindowContract;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import reactor.core.publisher.Mono;

class StreakContractBitesTest {

    @TestFactory
    Stream<DynamicTest> theStreakContractBites() {
        return ContractMutants.of(FailureStreakContract.class)
                .passedBy(Good.class)
                .failedBy(
                        CountsNothing.class,
                        "theNextClaimantIsToldOfTheFailuresInARow",
                        "givingTheClaimBackKeepsThem",
                        "aClaimThatDiesKeepsThem")
                .failedBy(AlwaysOne.class, "aFirstClaimantIsToldOfNoFailures")
                .failedBy(
                        NeverForgets.class,
                        "aSuccessEndsThem",
                        "anotherRefreshTokenEndsThem",
                        "takingAMarkBackEndsThem")
                .failedBy(SaysNothingInThePause.class, "whoIsRefusedDuringThePauseIsToldOfThemToo")
                .proof();
    }

    @TestFactory
    Stream<DynamicTest> theReuseWindowContractBites() {
        return ContractMutants.of(ReuseWindowContract.class)
                .passedBy(Good.class)
                .failedBy(
                        AlwaysTakesOver.class,
                        "withoutAWindowNobodyTakesOver",
                        "beforeTheWindowTheClaimIsHeld",
                        "afterTheWindowASilentHolderIsRespectedAsEver",
                        "theWindowCountsFromTheFirstAttemptAtARefreshToken")
                .failedBy(
                        NeverTakesOver.class,
                        "insideTheWindowARunningClaimIsTakenOverAndTold",
                        "insideTheWindowASilentHolderIsTakenOver")
                .failedBy(
                        FreesFirst.class, "pausesAreRespectedInsideTheWindow", "anotherRefreshTokenIsNotTakenOverEarly")
                .failedBy(RemembersUse.class, "anAttemptThatEndedLeavesNoUse")
                .proof();
    }

    static class Good extends RepositoryUnderTest {}

    /** Says something else of failures than what was noted. */
    abstract static class Saying extends RepositoryUnderTest {

        abstract Granted said(RefreshClaim claim, Granted granted);

        @Override
        Mono<RefreshClaim> claim(ClaimRequest request) {
            return super.claim(request)
                    .map(claim -> claim.verdict() instanceof Granted granted
                            ? new RefreshClaim(claim.account(), claim.owner(), said(claim, granted))
                            : claim);
        }

        static Granted with(Granted granted, FailureStreak streak) {
            return new Granted(granted.previous(), granted.marked(), streak, granted.usedSince());
        }
    }

    static class CountsNothing extends Saying {
        @Override
        Granted said(RefreshClaim claim, Granted granted) {
            return with(granted, FailureStreak.none());
        }
    }

    static class AlwaysOne extends Saying {
        @Override
        Granted said(RefreshClaim claim, Granted granted) {
            return with(granted, FailureStreak.none().failed());
        }
    }

    static class NeverForgets extends Saying {

        private final Map<String, FailureStreak> noted = new ConcurrentHashMap<>();

        @Override
        Mono<Account> postpone(RefreshClaim claim, Cooldown cooldown) {
            noted.put(claim.account().id(), cooldown.streak());
            return super.postpone(claim, cooldown);
        }

        @Override
        Granted said(RefreshClaim claim, Granted granted) {
            return with(granted, noted.getOrDefault(claim.account().id(), granted.streak()));
        }
    }

    static class SaysNothingInThePause extends RepositoryUnderTest {
        @Override
        Mono<RefreshClaim> claim(ClaimRequest request) {
            return super.claim(request)
                    .map(claim -> claim.verdict() instanceof CoolingDown pause
                            ? new RefreshClaim(claim.account(), claim.owner(), forgotten(pause))
                            : claim);
        }

        private static CoolingDown forgotten(CoolingDown pause) {
            Cooldown known = pause.cooldown();
            return new CoolingDown(new Cooldown(known.reason(), known.length(), known.outcomeUnknown()));
        }
    }

    /** Understands another window than the one that was asked for. */
    abstract static class Windowed extends RepositoryUnderTest {

        abstract UnaryOperator<ReuseWindow> understood();

        @Override
        Mono<RefreshClaim> claim(ClaimRequest request) {
            return super.claim(new ClaimRequest(
                    request.accountId(),
                    request.owner(),
                    request.timeToLive(),
                    request.grace(),
                    request.triesMarkedAfter(),
                    understood().apply(request.reuse())));
        }
    }

    static class AlwaysTakesOver extends Windowed {
        @Override
        UnaryOperator<ReuseWindow> understood() {
            return asked -> new ReuseWindow(Duration.ZERO, Duration.ofDays(999));
        }
    }

    static class NeverTakesOver extends Windowed {
        @Override
        UnaryOperator<ReuseWindow> understood() {
            return asked -> ReuseWindow.none();
        }
    }

    static class FreesFirst extends RepositoryUnderTest {
        @Override
        Mono<RefreshClaim> claim(ClaimRequest request) {
            RefreshClaim holder = holders.get(request.accountId());
            return holder == null || request.reuse().until().isZero()
                    ? super.claim(request)
                    : good.abandon(holder).then(super.claim(request));
        }
    }

    static class RemembersUse extends Saying {
        @Override
        Granted said(RefreshClaim claim, Granted granted) {
            Credentials row = claim.account().credentials();
            Duration used = row.tokenVersion() > 7 ? Duration.ofSeconds(1) : granted.usedSince();
            return new Granted(granted.previous(), granted.marked(), granted.streak(), used);
        }
    }
}
