package io.tokenwell.tck;

import static io.tokenwell.tck.AccountRepositoryHooks.credentials;
import static io.tokenwell.tck.Signals.emitted;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.spi.ClaimVerdict;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.RefreshClaim;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a claim says while the pause after a failed attempt lasts, and when that is over. */
public interface CoolingDownContract extends AccountRepositoryHooks {

    @Test
    default void aPauseIsToldWithItsReasonAndWhatIsLeftOfIt() {
        RefreshClaim claim = claimed(storedAccount().id(), "first");
        postponed(claim, LONG);
        for (String asker : new String[] {"first", "second"}) {
            Cooldown told = cooldown(claimed(claim.account().id(), asker));
            assertThat(told.reason()).isEqualTo("busy");
            assertThat(told.outcomeUnknown()).isFalse();
            assertThat(told.length()).isPositive().isBetween(LONG.minusMinutes(1), LONG);
        }
    }

    @Test
    default void aPauseSaysThatItsOutcomeIsUnknown() {
        RefreshClaim claim = claimed(storedAccount().id(), "first");
        postponedUnknown(claim, LONG);
        Cooldown told = cooldown(claimed(claim.account().id(), "second"));
        assertThat(told.reason()).isEqualTo("no answer");
        assertThat(told.outcomeUnknown()).isTrue();
    }

    @Test
    default void theLatestPauseOfAnAttemptIsTold() {
        RefreshClaim claim = claimed(storedAccount().id(), "first");
        postponedUnknown(claim, LONG);
        emitted(repository().postpone(claim, new Cooldown("later", LONG.multipliedBy(2), false)));
        Cooldown told = cooldown(claimed(claim.account().id(), "second"));
        assertThat(told.reason()).isEqualTo("later");
        assertThat(told.outcomeUnknown()).isFalse();
        assertThat(told.length()).isGreaterThan(LONG);
    }

    @Test
    default void aPauseThatRanDownIsNotTold() {
        RefreshClaim claim = claimed(storedAccount().id(), "first");
        postponed(claim, LONG);
        letClaimExpire(claim.account().id());
        assertThat(previous(claim.account().id(), "second")).isNull();
        assertThat(claimed(claim.account().id(), "third").verdict()).isEqualTo(new ClaimVerdict.Held());
    }

    @Test
    default void anotherRefreshTokenEndsThePauseAtOnce() {
        Account account = storedAccount();
        postponedUnknown(claimed(account.id(), "first"), LONG);
        Account loggedIn = account.withCredentials(credentials(8));
        store(loggedIn);
        assertThat(claimed(account.id(), "second")).isEqualTo(new RefreshClaim(loggedIn, "second", true));
    }

    @Test
    default void aRemovedRefreshTokenEndsThePauseAtOnce() {
        Account account = storedAccount();
        postponed(claimed(account.id(), "first"), LONG);
        store(account.withCredentials(Credentials.of(Map.of(Credentials.ACCESS_TOKEN, "at-8"))));
        assertThat(previous(account.id(), "second")).isNull();
    }

    @Test
    default void aPauseOutlastsEditsOfOtherCredentials() {
        Account account = storedAccount();
        postponed(claimed(account.id(), "first"), LONG);
        Account edited = account.withCredentials(
                credentials(8).with(Map.of(Credentials.REFRESH_TOKEN, "rt-7", "email", "a@b.c")));
        store(edited);
        RefreshClaim refused = claimed(account.id(), "second");
        assertThat(refused.account()).isEqualTo(edited);
        assertThat(cooldown(refused).reason()).isEqualTo("busy");
    }

    @Test
    default void aPauseOfARowWithoutRefreshTokenLastsUntilItGetsOne() {
        Account account = storedAccount().withCredentials(Credentials.of(Map.of("email", "a@b.c")));
        store(account);
        postponed(claimed(account.id(), "first"), LONG);
        assertThat(cooldown(claimed(account.id(), "second")).reason()).isEqualTo("busy");
        store(account.withCredentials(credentials(8)));
        assertThat(claimFree(account.id())).isTrue();
    }

    @Test
    default void anotherRefreshTokenDoesNotFreeARunningClaim() {
        Account account = storedAccount();
        claimed(account.id(), "first");
        store(account.withCredentials(credentials(8)));
        assertThat(claimed(account.id(), "second").verdict()).isEqualTo(new ClaimVerdict.Held());
    }

    @Test
    default void theNextAttemptOnAnotherRefreshTokenIsHeldAsAny() {
        Account account = storedAccount();
        postponed(claimed(account.id(), "first"), Duration.ofDays(1));
        store(account.withCredentials(credentials(8)));
        claimed(account.id(), "second");
        assertThat(claimed(account.id(), "third").verdict()).isEqualTo(new ClaimVerdict.Held());
        letClaimExpire(account.id());
        assertThat(claimFree(account.id())).isTrue();
    }

    private static Cooldown cooldown(RefreshClaim claim) {
        if (claim.verdict() instanceof ClaimVerdict.CoolingDown cooling) {
            return cooling.cooldown();
        }
        throw new AssertionError("not cooling down, but " + claim.verdict());
    }
}
