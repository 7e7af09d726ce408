package io.tokenwell.tck;

import static io.tokenwell.tck.AccountRepositoryHooks.credentials;
import static io.tokenwell.tck.Signals.emitted;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.spi.ClaimVerdict;
import io.tokenwell.spi.RefreshClaim;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Contract of {@code reinstate}: a mark is taken back, and nothing else. */
public interface ReinstatedMarkContract extends AccountRepositoryHooks {

    @Test
    default void aMarkThatWasTakenBackIsToldToNobody() {
        RefreshClaim claim = claimed(storedAccount().id(), "first");
        marked(claim);
        assertThat(reinstated(claim.account().id())).isTrue();
        assertThat(claimed(claim.account().id(), "next")).isEqualTo(new RefreshClaim(claim.account(), "next", true));
    }

    @Test
    default void aMarkIsTakenBackOnce() {
        RefreshClaim claim = claimed(storedAccount().id(), "first");
        marked(claim);
        assertThat(reinstated(claim.account().id())).isTrue();
        assertThat(reinstated(claim.account().id())).isFalse();
    }

    @Test
    default void aMarkThatWasTakenBackCanBeMadeAgain() {
        RefreshClaim claim = claimed(storedAccount().id(), "first");
        marked(claim);
        reinstated(claim.account().id());
        marked(claimed(claim.account().id(), "second"));
        assertThat(claimed(claim.account().id(), "third").verdict()).isInstanceOf(ClaimVerdict.LoginRequired.class);
    }

    @Test
    default void takingAMarkBackLeavesTheMemoryOfALostAttempt() {
        Account account = storedAccount();
        claimed(account.id(), "dead");
        letClaimExpire(account.id());
        marked(claimed(account.id(), "first"));
        assertThat(reinstated(account.id())).isTrue();
        assertThat(previous(account.id(), "next"))
                .satisfies(attempt -> assertThat(attempt.owner()).isEqualTo("dead"));
    }

    @Test
    default void aRunningClaimIsNoMark() {
        Account account = storedAccount();
        claimed(account.id(), "first");
        assertThat(reinstated(account.id())).isFalse();
        assertThat(claimed(account.id(), "second").verdict()).isEqualTo(new ClaimVerdict.Held());
    }

    @Test
    default void aPauseIsNoMark() {
        RefreshClaim claim = claimed(storedAccount().id(), "first");
        postponed(claim, LONG);
        assertThat(reinstated(claim.account().id())).isFalse();
        assertThat(claimed(claim.account().id(), "second").verdict()).isInstanceOf(ClaimVerdict.CoolingDown.class);
    }

    @Test
    default void anUnclaimedAccountAndAMissingOneHaveNone() {
        Account account = storedAccount();
        assertThat(reinstated(account.id())).isFalse();
        assertThat(reinstated(freshKey().accountId())).isFalse();
    }

    @Test
    default void nobodyElseIsReinstated() {
        RefreshClaim claim = claimed(storedAccount().id(), "first");
        RefreshClaim other = claimed(storedAccount().id(), "first");
        marked(claim);
        marked(other);
        reinstated(claim.account().id());
        assertThat(claimed(other.account().id(), "second").verdict()).isInstanceOf(ClaimVerdict.LoginRequired.class);
    }

    @Test
    default void theRowStaysAsItIs() {
        Account account = storedAccount();
        marked(claimed(account.id(), "first"));
        Account edited = account.withCredentials(credentials(8).with(Map.of(Credentials.REFRESH_TOKEN, "rt-7")));
        store(edited);
        reinstated(account.id());
        assertThat(found(account.id())).isEqualTo(edited);
    }

    @Test
    default void nothingIsTakenBackBeforeTheSubscriptionAndEachIsAnAttempt() {
        RefreshClaim claim = claimed(storedAccount().id(), "first");
        marked(claim);
        Mono<Boolean> reinstating = repository().reinstate(claim.account().id());
        assertThat(claimed(claim.account().id(), "second").verdict()).isInstanceOf(ClaimVerdict.LoginRequired.class);
        assertThat(emitted(reinstating)).isTrue();
        marked(claimed(claim.account().id(), "third"));
        assertThat(emitted(reinstating)).isTrue();
    }

    private boolean reinstated(String accountId) {
        return emitted(repository().reinstate(accountId));
    }
}
