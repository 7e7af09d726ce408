package io.tokenwell.tck;

import static io.tokenwell.tck.AccountRepositoryHooks.credentials;
import static io.tokenwell.tck.Signals.emitted;
import static io.tokenwell.tck.Signals.isEmpty;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.spi.RefreshClaim;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

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
        Account newer = account.withCredentials(credentials(8));
        store(newer);
        assertThat(claimed(account.id(), "first").account()).isEqualTo(newer);
    }

    @Test
    default void aSecondClaimantIsNotGrantedButGetsTheRowAsItIsNow() {
        Account account = storedAccount();
        claimed(account.id(), "first");
        Account newer = account.withCredentials(credentials(8));
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
            List<RefreshClaim> claims = Racing.workers(owner -> claimed(account.id(), "racer-" + owner));
            assertThat(claims).hasSize(8).allMatch(claim -> claim.account().equals(account));
            assertThat(claims).filteredOn(RefreshClaim::granted).hasSize(1);
        }
    }

    @Test
    default void aClaimWhoseTimeIsOverCanBeTaken() {
        Account account = storedAccount();
        claimed(account.id(), "first");
        letClaimExpire(account.id());
        RefreshClaim taken = claimed(account.id(), "second");
        assertThat(taken).isEqualTo(new RefreshClaim(account, "second", taken.verdict()));
        assertThat(taken.granted()).isTrue();
        assertThat(claimed(account.id(), "third").granted()).isFalse();
    }

    @Test
    default void claimingAMissingRowIsEmptyAndLeavesNoClaim() {
        Account account = storedAccount();
        delete(account.id());
        isEmpty(claiming(account.id(), "early"));
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
        assertThat(emitted(claim).granted()).isTrue();
        assertThat(emitted(claim).granted()).isFalse();
        letClaimExpire(account.id());
        assertThat(emitted(claim).granted()).isTrue();
    }

    @Test
    default void abandoningFreesOwnClaimAndEmitsTheNewestRow() {
        Account account = storedAccount();
        RefreshClaim claim = claimed(account.id(), "first");
        Account newer = account.withCredentials(credentials(8));
        store(newer);
        assertThat(emitted(repository().abandon(claim))).isEqualTo(newer);
        assertThat(claimFree(account.id())).isTrue();
    }

    @Test
    default void aStrangerAbandoningLeavesTheClaim() {
        Account account = storedAccount();
        claimed(account.id(), "first");
        RefreshClaim refused = claimed(account.id(), "second");
        assertThat(emitted(repository().abandon(refused))).isEqualTo(account);
        assertThat(claimFree(account.id())).isFalse();
    }

    @Test
    default void abandoningAnExpiredClaimLeavesTheNextHolders() {
        Account account = storedAccount();
        RefreshClaim expired = claimed(account.id(), "first");
        letClaimExpire(account.id());
        claimed(account.id(), "second");
        emitted(repository().abandon(expired));
        assertThat(claimFree(account.id())).isFalse();
    }

    @Test
    default void abandoningTwiceIsQuiet() {
        Account account = storedAccount();
        RefreshClaim claim = claimed(account.id(), "first");
        Mono<Account> abandoned = repository().abandon(claim);
        assertThat(emitted(abandoned)).isEqualTo(account);
        assertThat(emitted(abandoned)).isEqualTo(account);
    }

    @Test
    default void abandoningTheClaimOfAMissingRowIsEmpty() {
        Account account = storedAccount();
        RefreshClaim claim = claimed(account.id(), "first");
        delete(account.id());
        isEmpty(repository().abandon(claim));
    }

    @Test
    default void nothingIsAbandonedBeforeTheSubscription() {
        Account account = storedAccount();
        Mono<Account> never = repository().abandon(claimed(account.id(), "first"));
        assertThat(claimFree(account.id())).isFalse();
        assertThat(never).isNotNull();
    }
}
