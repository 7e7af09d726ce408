package io.tokenwell.tck;

import static io.tokenwell.tck.AccountRepositoryHooks.credentials;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.ClaimVerdict.CoolingDown;
import io.tokenwell.spi.ClaimVerdict.Granted;
import io.tokenwell.spi.ClaimVerdict.Held;
import io.tokenwell.spi.ClaimVerdict.Silent;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.ReuseWindow;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** When a running claim may be taken over early, as the server forgives that its refresh token comes twice. */
public interface ReuseWindowContract extends AccountRepositoryHooks {

    /** A window in which any claim is that was taken a moment ago. */
    ReuseWindow NOW = new ReuseWindow(Duration.ZERO, Duration.ofHours(1));

    /** What somebody is told who may take over early. */
    default RefreshClaim claimed(String accountId, String owner, ReuseWindow reuse) {
        return Signals.emitted(
                repository().claimRefresh(new ClaimRequest(accountId, owner, LONG, LONG, Duration.ZERO, reuse)));
    }

    @Test
    default void withoutAWindowNobodyTakesOver() {
        String id = storedAccount().id();
        claimed(id, "first");
        assertThat(claimed(id, "second", ReuseWindow.none()).verdict()).isEqualTo(new Held());
    }

    @Test
    default void insideTheWindowARunningClaimIsTakenOverAndTold() {
        String id = storedAccount().id();
        claimed(id, "first");
        assertThat(claimed(id, "second", NOW).verdict()).isInstanceOfSatisfying(Granted.class, granted -> {
            assertThat(Objects.requireNonNull(granted.previous()).owner()).isEqualTo("first");
            assertThat(granted.usedSince()).isBetween(Duration.ZERO, Duration.ofMinutes(1));
        });
    }

    @Test
    default void insideTheWindowASilentHolderIsTakenOver() {
        String id = storedAccount().id();
        claimed(id, "first");
        letClaimExpire(id);
        assertThat(claimed(id, "second", new ReuseWindow(Duration.ZERO, Duration.ofDays(1)))
                        .granted())
                .isTrue();
    }

    @Test
    default void beforeTheWindowTheClaimIsHeld() {
        String id = storedAccount().id();
        claimed(id, "first");
        assertThat(claimed(id, "second", new ReuseWindow(Duration.ofMinutes(1), Duration.ofHours(1)))
                        .verdict())
                .isEqualTo(new Held());
    }

    @Test
    default void afterTheWindowASilentHolderIsRespectedAsEver() {
        String id = storedAccount().id();
        claimed(id, "first");
        letClaimExpire(id);
        assertThat(claimed(id, "second", new ReuseWindow(Duration.ZERO, Duration.ZERO))
                        .verdict())
                .isInstanceOf(Silent.class);
    }

    @Test
    default void pausesAreRespectedInsideTheWindow() {
        String id = storedAccount().id();
        postponedUnknown(claimed(id, "first"), LONG);
        assertThat(claimed(id, "second", NOW).verdict()).isInstanceOf(CoolingDown.class);
    }

    @Test
    default void theWindowCountsFromTheFirstAttemptAtARefreshToken() {
        String id = storedAccount().id();
        claimed(id, "first");
        letMarkAge(id);
        Granted second = (Granted) claimed(id, "second", NOW).verdict();
        assertThat(second.usedSince()).isGreaterThanOrEqualTo(LONG);
        assertThat(claimed(id, "third", new ReuseWindow(Duration.ZERO, LONG)).verdict())
                .isEqualTo(new Held());
        assertThat(((Granted) claimed(id, "fourth", NOW).verdict()).usedSince()).isGreaterThanOrEqualTo(LONG);
    }

    @Test
    default void anotherRefreshTokenIsNotTakenOverEarly() {
        Account account = storedAccount();
        claimed(account.id(), "first");
        store(account.withCredentials(credentials(8)));
        assertThat(claimed(account.id(), "second", NOW).verdict()).isEqualTo(new Held());
    }

    @Test
    default void anAttemptThatEndedLeavesNoUse() {
        String id = storedAccount().id();
        completed(claimed(id, "first"), credentials(8));
        assertThat(((Granted) claimed(id, "second", NOW).verdict()).usedSince()).isEqualTo(Duration.ZERO);
    }
}
