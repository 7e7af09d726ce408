package io.tokenwell.tck;

import static io.tokenwell.tck.AccountRepositoryHooks.credentials;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.spi.ClaimVerdict.CoolingDown;
import io.tokenwell.spi.ClaimVerdict.Granted;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.FailureStreak;
import io.tokenwell.spi.RefreshClaim;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How many failures in a row a claimant is told of. */
public interface FailureStreakContract extends AccountRepositoryHooks {

    /** The streak that is noted by these tests. */
    FailureStreak THREE = new FailureStreak(3, 1);

    /** What a claim that must be granted says of earlier failures. */
    default FailureStreak streak(String accountId, String owner) {
        return ((Granted) claimed(accountId, owner).verdict()).streak();
    }

    /** Notes a streak, and lets the pause be over. */
    default void failedThrice(RefreshClaim claim) {
        Signals.emitted(repository().postpone(claim, new Cooldown("busy", Duration.ofMillis(1), false, THREE)));
        letClaimExpire(claim.account().id());
    }

    @Test
    default void aFirstClaimantIsToldOfNoFailures() {
        assertThat(streak(storedAccount().id(), "first")).isEqualTo(FailureStreak.none());
    }

    @Test
    default void theNextClaimantIsToldOfTheFailuresInARow() {
        String id = storedAccount().id();
        failedThrice(claimed(id, "first"));
        assertThat(streak(id, "second")).isEqualTo(THREE);
    }

    @Test
    default void whoIsRefusedDuringThePauseIsToldOfThemToo() {
        String id = storedAccount().id();
        Signals.emitted(repository().postpone(claimed(id, "first"), new Cooldown("busy", LONG, true, THREE)));
        assertThat(claimed(id, "second").verdict())
                .isInstanceOfSatisfying(
                        CoolingDown.class,
                        pause -> assertThat(pause.cooldown().streak()).isEqualTo(THREE));
    }

    @Test
    default void givingTheClaimBackKeepsThem() {
        String id = storedAccount().id();
        failedThrice(claimed(id, "first"));
        Signals.emitted(repository().abandon(claimed(id, "second")));
        assertThat(streak(id, "third")).isEqualTo(THREE);
    }

    @Test
    default void aClaimThatDiesKeepsThem() {
        String id = storedAccount().id();
        failedThrice(claimed(id, "first"));
        claimed(id, "dead");
        letClaimExpire(id);
        assertThat(streak(id, "third")).isEqualTo(THREE);
    }

    @Test
    default void aSuccessEndsThem() {
        String id = storedAccount().id();
        failedThrice(claimed(id, "first"));
        completed(claimed(id, "second"), credentials(8));
        assertThat(streak(id, "third")).isEqualTo(FailureStreak.none());
    }

    @Test
    default void anotherRefreshTokenEndsThem() {
        Account account = storedAccount();
        failedThrice(claimed(account.id(), "first"));
        store(account.withCredentials(credentials(8)));
        assertThat(streak(account.id(), "second")).isEqualTo(FailureStreak.none());
    }

    @Test
    default void takingAMarkBackEndsThem() {
        String id = storedAccount().id();
        failedThrice(claimed(id, "first"));
        marked(claimed(id, "second"));
        Signals.emitted(repository().reinstate(id));
        assertThat(streak(id, "third")).isEqualTo(FailureStreak.none());
    }
}
