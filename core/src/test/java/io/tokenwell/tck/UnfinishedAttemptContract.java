package io.tokenwell.tck;

import static io.tokenwell.tck.AccountRepositoryHooks.credentials;
import static io.tokenwell.tck.Signals.emitted;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.spi.ClaimVerdict.Granted;
import io.tokenwell.spi.ClaimVerdict.Held;
import io.tokenwell.spi.ClaimVerdict.Silent;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.UnfinishedAttempt;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a claimant is told of the attempts on the same refresh token that were not seen to end. */
public interface UnfinishedAttemptContract extends AccountRepositoryHooks {

    @Test
    default void aFirstAttemptIsToldOfNone() {
        assertThat(previous(storedAccount().id(), "first")).isNull();
    }

    @Test
    default void anAttemptThatRanOutIsToldWithOwnerAndStart() {
        Account account = storedAccount();
        Instant before = storeTime();
        claimed(account.id(), "dead");
        Instant after = storeTime();
        letClaimExpire(account.id());
        UnfinishedAttempt told = Objects.requireNonNull(previous(account.id(), "next"));
        assertThat(told.owner()).isEqualTo("dead");
        assertThat(told.startedAt()).isBetween(before, after);
    }

    @Test
    default void aSilentHolderIsRespectedForAsLongAsTheAskerAllows() {
        Account account = storedAccount();
        dead(account.id(), "dead");
        RefreshClaim patient = emitted(claiming(account.id(), "patient", LONG));
        assertThat(patient.account()).isEqualTo(account);
        assertThat(patient.verdict()).isInstanceOfSatisfying(Silent.class, silent -> {
            assertThat(silent.attempt().owner()).isEqualTo("dead");
            assertThat(silent.left()).isPositive().isLessThanOrEqualTo(LONG);
        });
        assertOwner("dead", previous(account.id(), "impatient"));
    }

    @Test
    default void aClaimThatStillLastsIsHeldAndNotSilent() {
        Account account = storedAccount();
        claimed(account.id(), "busy");
        assertThat(emitted(claiming(account.id(), "patient", LONG)).verdict()).isEqualTo(new Held());
    }

    @Test
    default void graceIsOverAtOnceWithAnotherRefreshToken() {
        Account account = storedAccount();
        dead(account.id(), "dead");
        store(account.withCredentials(credentials(8)));
        assertThat(emitted(claiming(account.id(), "patient", LONG)).verdict()).isEqualTo(new Granted(null));
    }

    @Test
    default void aSilentHolderMayStillComplete() {
        Account account = storedAccount();
        RefreshClaim slow = claimed(account.id(), "slow");
        letClaimExpire(account.id());
        emitted(claiming(account.id(), "patient", LONG));
        assertThat(completed(slow, credentials(8))).isTrue();
        assertThat(emitted(claiming(account.id(), "patient", LONG)).verdict()).isEqualTo(new Granted(null));
    }

    @Test
    default void anAttemptOnAnotherRefreshTokenIsNotTold() {
        Account account = storedAccount();
        dead(account.id(), "dead");
        store(account.withCredentials(credentials(8)));
        assertThat(previous(account.id(), "next")).isNull();
    }

    @Test
    default void anAttemptIsToldThoughOtherCredentialsChanged() {
        Account account = storedAccount();
        dead(account.id(), "dead");
        store(account.withCredentials(credentials(8).with(Map.of(Credentials.REFRESH_TOKEN, "rt-7"))));
        assertOwner("dead", previous(account.id(), "next"));
    }

    @Test
    default void theAskerWhoWasRefusedIsNotTheOneTold() {
        Account account = storedAccount();
        claimed(account.id(), "dead");
        claimed(account.id(), "asker");
        letClaimExpire(account.id());
        assertOwner("dead", previous(account.id(), "next"));
    }

    @Test
    default void aCompletedAttemptIsNotToldThoughTheRefreshTokenStayed() {
        RefreshClaim claim = claimed(storedAccount().id(), "first");
        completed(claim, credentials(8).with(Map.of(Credentials.REFRESH_TOKEN, "rt-7")));
        assertThat(previous(claim.account().id(), "next")).isNull();
    }

    @Test
    default void aCompletionEndsTheAttemptsBeforeItToo() {
        String id = storedAccount().id();
        dead(id, "dead");
        completed(claimed(id, "second"), credentials(8).with(Map.of(Credentials.REFRESH_TOKEN, "rt-7")));
        assertThat(previous(id, "next")).isNull();
    }

    @Test
    default void anAbandonedAttemptIsNotTold() {
        RefreshClaim claim = claimed(storedAccount().id(), "first");
        letClaimExpire(claim.account().id());
        emitted(repository().abandon(claim));
        assertThat(previous(claim.account().id(), "next")).isNull();
    }

    @Test
    default void anAttemptWhoseFailureIsKnownIsNotTold() {
        RefreshClaim claim = claimed(storedAccount().id(), "first");
        postponed(claim, LONG);
        letClaimExpire(claim.account().id());
        assertThat(previous(claim.account().id(), "next")).isNull();
    }

    @Test
    default void anAttemptOfUnknownOutcomeIsToldWhenItsPauseIsOver() {
        Account account = storedAccount();
        Instant before = storeTime();
        RefreshClaim claim = claimed(account.id(), "unknown");
        Instant after = storeTime();
        letClaimExpire(account.id());
        postponedUnknown(claim, LONG);
        letClaimExpire(account.id());
        UnfinishedAttempt told = Objects.requireNonNull(previous(account.id(), "next"));
        assertThat(told.owner()).isEqualTo("unknown");
        assertThat(told.startedAt()).isBetween(before, after);
    }

    @Test
    default void anAttemptWhoseOutcomeBecameKnownIsNotTold() {
        RefreshClaim claim = claimed(storedAccount().id(), "first");
        postponedUnknown(claim, LONG);
        postponed(claim, LONG);
        letClaimExpire(claim.account().id());
        assertThat(previous(claim.account().id(), "next")).isNull();
    }

    @Test
    default void aLaterKnownFailureDoesNotHideTheUnfinishedAttempt() {
        String id = storedAccount().id();
        dead(id, "dead");
        RefreshClaim second = claimed(id, "second");
        postponed(second, LONG);
        letClaimExpire(id);
        assertThat(((Granted) claimed(id, "third").verdict()).previous())
                .isEqualTo(((Granted) second.verdict()).previous());
        assertOwner("dead", ((Granted) second.verdict()).previous());
    }

    @Test
    default void aLaterAbandonmentDoesNotHideTheUnfinishedAttempt() {
        String id = storedAccount().id();
        dead(id, "dead");
        RefreshClaim second = claimed(id, "second");
        emitted(repository().abandon(second));
        assertThat(((Granted) claimed(id, "third").verdict()).previous())
                .isEqualTo(((Granted) second.verdict()).previous());
        assertOwner("dead", ((Granted) second.verdict()).previous());
    }

    @Test
    default void whoAbandonedBesideAnUnfinishedAttemptHoldsNothingMore() {
        String id = storedAccount().id();
        dead(id, "dead");
        RefreshClaim second = claimed(id, "second");
        emitted(repository().abandon(second));
        postponed(second, LONG);
        marked(second);
        emitted(repository().abandon(second));
        assertOwner("dead", previous(id, "third"));
    }

    @Test
    default void whatIsCarriedOnIsForgottenWithItsRefreshToken() {
        Account account = storedAccount();
        dead(account.id(), "dead");
        postponed(claimed(account.id(), "second"), LONG);
        store(account.withCredentials(credentials(8)));
        assertThat(previous(account.id(), "third")).isNull();
    }

    @Test
    default void ofSeveralUnfinishedAttemptsTheNewestIsTold() {
        String id = storedAccount().id();
        dead(id, "dead");
        Instant before = storeTime();
        postponedUnknown(claimed(id, "unknown"), LONG);
        letClaimExpire(id);
        UnfinishedAttempt told = Objects.requireNonNull(previous(id, "third"));
        assertThat(told.owner()).isEqualTo("unknown");
        assertThat(told.startedAt()).isAfterOrEqualTo(before);
        letClaimExpire(id);
        assertOwner("third", previous(id, "fourth"));
    }

    @Test
    default void ofEightRacersForADeadClaimOneIsToldOfIt() {
        for (int round = 0; round < 20; round++) {
            String id = storedAccount().id();
            dead(id, "dead");
            List<RefreshClaim> claims = Racing.workers(racer -> claimed(id, "racer-" + racer));
            assertThat(claims)
                    .filteredOn(RefreshClaim::granted)
                    .singleElement()
                    .satisfies(claim -> assertOwner("dead", ((Granted) claim.verdict()).previous()));
        }
    }

    private void dead(String accountId, String owner) {
        claimed(accountId, owner);
        letClaimExpire(accountId);
    }

    private static void assertOwner(String owner, @Nullable UnfinishedAttempt told) {
        assertThat(told).isNotNull().extracting(UnfinishedAttempt::owner).isEqualTo(owner);
    }
}
