package io.tokenwell.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.spi.RefreshClaim;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Contract of {@code claimRefresh} and {@code abandon}. */
public interface RefreshClaimContract extends AccountRepositoryHooks {

    @Test
    default void aFreeClaimIsGrantedWithTheRow() {
        Account account = storedAccount();
        assertThat(claimed(account.id(), "first")).isEqualTo(new RefreshClaim(account, "first", true));
    }

    @Test
    default void aClaimReturnsTheRowAsItIsStoredNow() {
        Account account = storedAccount();
        found(account.id());
        Account newer = account.withCredentials(AccountRepositoryHooks.credentials(8));
        store(newer);
        assertThat(claimed(account.id(), "first").account()).isEqualTo(newer);
    }

    @Test
    default void aSecondClaimantIsNotGrantedButGetsTheRowAsItIsNow() {
        Account account = storedAccount();
        claimed(account.id(), "first");
        Account newer = account.withCredentials(AccountRepositoryHooks.credentials(8));
        store(newer);
        assertThat(claimed(account.id(), "second")).isEqualTo(new RefreshClaim(newer, "second", false));
    }

    @Test
    default void aClaimIsNotGrantedTwiceNotEvenToItsHolder() {
        Account account = storedAccount();
        claimed(account.id(), "first");
        assertThat(claimed(account.id(), "first").granted()).isFalse();
    }

    @Test
    default void claimsOfDifferentAccountsAreIndependent() {
        claimed(storedAccount().id(), "first");
        assertThat(claimed(storedAccount().id(), "second").granted()).isTrue();
    }

    @Test
    default void ofEightRacingClaimantsOneIsGrantedAndAllGetTheRow() {
        for (int round = 0; round < 20; round++) {
            Account account = storedAccount();
            List<RefreshClaim> claims = AccountRepositoryHooks.value(Flux.range(0, 8)
                    .flatMap(owner -> claiming(account.id(), "racer-" + owner).subscribeOn(Schedulers.parallel()))
                    .collectList());
            assertThat(claims).hasSize(8).allMatch(claim -> claim.account().equals(account));
            assertThat(claims).filteredOn(RefreshClaim::granted).hasSize(1);
        }
    }

    @Test
    default void aClaimWhoseTimeIsOverCanBeTaken() {
        Account account = storedAccount();
        claimed(account.id(), "first");
        letClaimExpire(account.id());
        assertThat(claimed(account.id(), "second")).isEqualTo(new RefreshClaim(account, "second", true));
        assertThat(claimed(account.id(), "third").granted()).isFalse();
    }

    @Test
    default void claimingAMissingRowIsEmptyAndLeavesNoClaim() {
        Account account = storedAccount();
        delete(account.id());
        StepVerifier.create(claiming(account.id(), "early")).expectComplete().verify(PATIENCE);
        store(account);
        assertThat(claimed(account.id(), "late").granted()).isTrue();
    }

    @Test
    default void nothingIsClaimedBeforeTheSubscription() {
        Account account = storedAccount();
        Mono<RefreshClaim> never = claiming(account.id(), "never");
        assertThat(claimed(account.id(), "first").granted()).isTrue();
        assertThat(never).isNotNull();
    }

    @Test
    default void eachSubscriptionIsAClaimOfItsOwn() {
        Account account = storedAccount();
        Mono<RefreshClaim> claim = claiming(account.id(), "again");
        assertThat(AccountRepositoryHooks.value(claim).granted()).isTrue();
        assertThat(AccountRepositoryHooks.value(claim).granted()).isFalse();
        letClaimExpire(account.id());
        assertThat(AccountRepositoryHooks.value(claim).granted()).isTrue();
    }

    @Test
    default void abandoningFreesOwnClaimAndEmitsTheNewestRow() {
        Account account = storedAccount();
        RefreshClaim claim = claimed(account.id(), "first");
        Account newer = account.withCredentials(AccountRepositoryHooks.credentials(8));
        store(newer);
        assertThat(AccountRepositoryHooks.value(repository().abandon(claim))).isEqualTo(newer);
        assertThat(claimFree(account.id())).isTrue();
    }

    @Test
    default void aStrangerAbandoningLeavesTheClaim() {
        Account account = storedAccount();
        claimed(account.id(), "first");
        RefreshClaim refused = claimed(account.id(), "second");
        assertThat(AccountRepositoryHooks.value(repository().abandon(refused))).isEqualTo(account);
        assertThat(claimFree(account.id())).isFalse();
    }

    @Test
    default void abandoningAnExpiredClaimLeavesTheNextHolders() {
        Account account = storedAccount();
        RefreshClaim expired = claimed(account.id(), "first");
        letClaimExpire(account.id());
        claimed(account.id(), "second");
        AccountRepositoryHooks.value(repository().abandon(expired));
        assertThat(claimFree(account.id())).isFalse();
    }

    @Test
    default void abandoningTwiceIsQuiet() {
        Account account = storedAccount();
        RefreshClaim claim = claimed(account.id(), "first");
        Mono<Account> abandoned = repository().abandon(claim);
        assertThat(AccountRepositoryHooks.value(abandoned)).isEqualTo(account);
        assertThat(AccountRepositoryHooks.value(abandoned)).isEqualTo(account);
    }

    @Test
    default void abandoningTheClaimOfAMissingRowIsEmpty() {
        Account account = storedAccount();
        RefreshClaim claim = claimed(account.id(), "first");
        delete(account.id());
        StepVerifier.create(repository().abandon(claim)).expectComplete().verify(PATIENCE);
    }

    @Test
    default void nothingIsAbandonedBeforeTheSubscription() {
        Account account = storedAccount();
        Mono<Account> never = repository().abandon(claimed(account.id(), "first"));
        assertThat(claimFree(account.id())).isFalse();
        assertThat(never).isNotNull();
    }
}
