package io.tokenwell.tck.mutants;

import io.tokenwell.Account;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.ClaimVerdict;
import io.tokenwell.spi.ClaimVerdict.CoolingDown;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.tck.ContractMutants;
import io.tokenwell.tck.CoolingDownContract;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import reactor.core.publisher.Mono;

class CoolingDownContractBitesTest {

    @TestFactory
    Stream<DynamicTest> theCoolingDownContractBites() {
        return ContractMutants.of(CoolingDownContract.class)
                .passedBy(Good.class)
                .failedBy(AlwaysHeld.class, "aPauseIsToldWithItsReasonAndWhatIsLeftOfIt")
                .failedBy(WithoutReason.class, "aPauseIsToldWithItsReasonAndWhatIsLeftOfIt")
                .failedBy(NothingLeft.class, "aPauseIsToldWithItsReasonAndWhatIsLeftOfIt")
                .failedBy(Certain.class, "aPauseSaysThatItsOutcomeIsUnknown")
                .failedBy(FirstPauseOnly.class, "theLatestPauseOfAnAttemptIsTold")
                .failedBy(TellsOldPauses.class, "aPauseThatRanDownIsNotTold")
                .failedBy(
                        BoundToAccount.class,
                        "anotherRefreshTokenEndsThePauseAtOnce",
                        "aRemovedRefreshTokenEndsThePauseAtOnce",
                        "theNextAttemptOnAnotherRefreshTokenIsHeldAsAny")
                .failedBy(
                        EndedByAnyEdit.class,
                        "aPauseOutlastsEditsOfOtherCredentials",
                        "anotherRefreshTokenDoesNotFreeARunningClaim")
                .failedBy(NothingIsNeverEqual.class, "aPauseOfARowWithoutRefreshTokenLastsUntilItGetsOne")
                .proof();
    }

    static class Good extends RepositoryUnderTest {}

    /** Tells something else than the pause. */
    abstract static class TellsOther extends RepositoryUnderTest {

        abstract ClaimVerdict told(Cooldown cooldown);

        @Override
        Mono<RefreshClaim> claim(ClaimRequest request) {
            return super.claim(request)
                    .map(claim -> claim.verdict() instanceof CoolingDown cooling
                            ? new RefreshClaim(claim.account(), claim.owner(), told(cooling.cooldown()))
                            : claim);
        }
    }

    static class AlwaysHeld extends TellsOther {
        @Override
        ClaimVerdict told(Cooldown cooldown) {
            return new ClaimVerdict.Held();
        }
    }

    static class WithoutReason extends TellsOther {
        @Override
        ClaimVerdict told(Cooldown cooldown) {
            return new CoolingDown(new Cooldown("", cooldown.length(), cooldown.outcomeUnknown()));
        }
    }

    static class NothingLeft extends TellsOther {
        @Override
        ClaimVerdict told(Cooldown cooldown) {
            return new CoolingDown(
                    new Cooldown(cooldown.reason(), cooldown.length().minus(LONG), cooldown.outcomeUnknown()));
        }
    }

    static class Certain extends TellsOther {
        @Override
        ClaimVerdict told(Cooldown cooldown) {
            return new CoolingDown(new Cooldown(cooldown.reason(), cooldown.length(), false));
        }
    }

    static class FirstPauseOnly extends RepositoryUnderTest {
        private final Set<String> paused = ConcurrentHashMap.newKeySet();

        @Override
        Mono<Account> postpone(RefreshClaim claim, Cooldown cooldown) {
            return Mono.defer(() -> paused.add(claim.account().id())
                    ? good.postpone(claim, cooldown)
                    : find(claim.account().id()));
        }
    }

    /** Remembers the last pause of every account. */
    abstract static class Remembers extends RepositoryUnderTest {
        final Map<String, Cooldown> pauses = new ConcurrentHashMap<>();

        @Override
        Mono<Account> postpone(RefreshClaim claim, Cooldown cooldown) {
            return good.postpone(claim, cooldown).doOnNext(row -> pauses.put(row.id(), cooldown));
        }
    }

    static class TellsOldPauses extends Remembers {
        @Override
        Mono<RefreshClaim> claim(ClaimRequest request) {
            return super.claim(request)
                    .map(claim -> claim.granted() || !pauses.containsKey(request.accountId())
                            ? claim
                            : new RefreshClaim(
                                    claim.account(),
                                    claim.owner(),
                                    new CoolingDown(Objects.requireNonNull(pauses.get(request.accountId())))));
        }
    }

    static class BoundToAccount extends Remembers {
        @Override
        Mono<RefreshClaim> claim(ClaimRequest request) {
            return Mono.defer(() -> pauses.containsKey(request.accountId())
                    ? find(request.accountId()).map(row -> new RefreshClaim(row, request.owner(), false))
                    : super.claim(request));
        }
    }

    static class EndedByAnyEdit extends RepositoryUnderTest {
        @Override
        public void store(Account account) {
            good.remove(account.id());
            good.save(account);
        }
    }

    static class NothingIsNeverEqual extends RepositoryUnderTest {
        @Override
        Mono<RefreshClaim> claim(ClaimRequest request) {
            return super.claim(request)
                    .map(claim -> claim.account().credentials().refreshToken().isEmpty()
                            ? new RefreshClaim(claim.account(), claim.owner(), true)
                            : claim);
        }
    }
}
