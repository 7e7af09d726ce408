package io.tokenwell.tck;

import static io.tokenwell.tck.AccountRepositoryHooks.credentials;
import static io.tokenwell.tck.AccountRepositoryHooks.failure;
import static io.tokenwell.tck.Signals.emitted;
import static io.tokenwell.tck.Signals.isEmpty;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.spi.RefreshClaim;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Contract of {@code postpone}: the claim stays taken for a pause that counts from now. */
public interface PostponedClaimContract extends AccountRepositoryHooks {

    @Test
    default void aPostponedClaimIsGrantedToNobodyUntilThePauseIsOver() {
        RefreshClaim claim = claimed(storedAccount().id(), "first");
        postponed(claim, LONG);
        assertThat(claimed(claim.account().id(), "first").granted()).isFalse();
        RefreshClaim refused = claimed(claim.account().id(), "second");
        assertThat(refused).isEqualTo(new RefreshClaim(claim.account(), "second", refused.verdict()));
        assertThat(refused.granted()).isFalse();
        letClaimExpire(claim.account().id());
        assertThat(claimed(claim.account().id(), "third")).isEqualTo(new RefreshClaim(claim.account(), "third", true));
    }

    @Test
    default void aPauseOutlastsTheClaimsOwnTime() {
        RefreshClaim claim = claimed(storedAccount().id(), "first");
        letClaimExpire(claim.account().id());
        postponed(claim, LONG);
        assertThat(claimFree(claim.account().id())).isFalse();
    }

    @Test
    default void aPauseCanBeShorterThanTheClaimsOwnTime() {
        RefreshClaim claim = claimed(storedAccount().id(), "first");
        postponed(claim, Duration.ZERO);
        assertThat(claimFree(claim.account().id())).isTrue();
    }

    @Test
    default void postponingEmitsTheNewestRow() {
        Account account = storedAccount();
        RefreshClaim claim = claimed(account.id(), "first");
        Account newer = account.withCredentials(credentials(8));
        store(newer);
        assertThat(postponed(claim, LONG)).isEqualTo(newer);
    }

    @Test
    default void aStrangerPostponingLeavesTheClaim() {
        Account account = storedAccount();
        claimed(account.id(), "first");
        RefreshClaim refused = claimed(account.id(), "second");
        assertThat(postponed(refused, Duration.ZERO)).isEqualTo(account);
        assertThat(claimFree(account.id())).isFalse();
    }

    @Test
    default void postponingAnExpiredClaimLeavesTheNextHolders() {
        RefreshClaim expired = claimed(storedAccount().id(), "first");
        letClaimExpire(expired.account().id());
        claimed(expired.account().id(), "second");
        postponed(expired, Duration.ZERO);
        assertThat(claimFree(expired.account().id())).isFalse();
    }

    @Test
    default void aClaimThatWasFreedIsNotTakenByPostponingIt() {
        RefreshClaim claim = claimed(storedAccount().id(), "first");
        emitted(repository().abandon(claim));
        assertThat(postponed(claim, LONG)).isEqualTo(claim.account());
        assertThat(claimFree(claim.account().id())).isTrue();
    }

    @Test
    default void postponingTheClaimOfAMissingRowIsEmpty() {
        RefreshClaim claim = claimed(storedAccount().id(), "first");
        delete(claim.account().id());
        isEmpty(repository().postpone(claim, failure(LONG)));
    }

    @Test
    default void nothingIsPostponedBeforeTheSubscription() {
        RefreshClaim claim = claimed(storedAccount().id(), "first");
        Mono<Account> never = repository().postpone(claim, failure(Duration.ZERO));
        assertThat(claimFree(claim.account().id())).isFalse();
        assertThat(never).isNotNull();
    }

    @Test
    default void eachSubscriptionIsAPauseOfItsOwn() {
        RefreshClaim claim = claimed(storedAccount().id(), "first");
        Mono<Account> postponed = repository().postpone(claim, failure(LONG));
        assertThat(emitted(postponed)).isEqualTo(claim.account());
        letClaimExpire(claim.account().id());
        assertThat(emitted(postponed)).isEqualTo(claim.account());
        assertThat(claimFree(claim.account().id())).isFalse();
    }

    @Test
    default void aPostponedClaimIsCompletedAndFreedByItsHolder() {
        RefreshClaim claim = claimed(storedAccount().id(), "first");
        postponed(claim, LONG);
        assertThat(completed(claim, credentials(8))).isTrue();
        assertThat(found(claim.account().id()).credentials()).isEqualTo(credentials(8));
        assertThat(claimFree(claim.account().id())).isTrue();
    }
}
