package io.tokenwell.tck;

import static io.tokenwell.tck.AccountRepositoryHooks.credentials;
import static io.tokenwell.tck.Signals.emitted;
import static io.tokenwell.tck.Signals.isEmpty;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.spi.RefreshClaim;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Contract of {@code complete}: compare-and-set on version and refresh token, idempotent, credentials only. */
public interface RefreshCompletionContract extends AccountRepositoryHooks {

    @Test
    default void completingStoresTheCredentialsAndFreesTheClaim() {
        RefreshClaim claim = claimed(storedAccount().id(), "first");
        assertThat(completed(claim, credentials(8))).isTrue();
        assertThat(claimed(claim.account().id(), "second"))
                .isEqualTo(new RefreshClaim(claim.account().withCredentials(credentials(8)), "second", true));
    }

    @Test
    default void aChangedVersionDefeatsTheCompletion() {
        Account account = storedAccount();
        RefreshClaim claim = claimed(account.id(), "first");
        Account changed = account.withCredentials(account.credentials().with(Map.of(Credentials.TOKEN_VERSION, 8)));
        store(changed);
        assertThat(completed(claim, credentials(9))).isFalse();
        assertThat(found(account.id())).isEqualTo(changed);
    }

    @Test
    default void aChangedRefreshTokenDefeatsTheCompletion() {
        Account account = storedAccount();
        RefreshClaim claim = claimed(account.id(), "first");
        Account changed =
                account.withCredentials(account.credentials().with(Map.of(Credentials.REFRESH_TOKEN, "rt-login")));
        store(changed);
        assertThat(completed(claim, credentials(8))).isFalse();
        assertThat(found(account.id())).isEqualTo(changed);
    }

    @Test
    default void aDefeatedCompletionLeavesTheClaim() {
        Account account = storedAccount();
        RefreshClaim claim = claimed(account.id(), "first");
        store(account.withCredentials(credentials(8)));
        completed(claim, credentials(9));
        assertThat(claimFree(account.id())).isFalse();
    }

    @Test
    default void anExpiredClaimCompletesAsLongAsTheRowIsUnchanged() {
        RefreshClaim claim = claimed(storedAccount().id(), "first");
        letClaimExpire(claim.account().id());
        assertThat(completed(claim, credentials(8))).isTrue();
        assertThat(found(claim.account().id()).credentials()).isEqualTo(credentials(8));
    }

    @Test
    default void anExpiredClaimCompletesWithoutFreeingTheNextHolders() {
        RefreshClaim claim = claimed(storedAccount().id(), "first");
        letClaimExpire(claim.account().id());
        claimed(claim.account().id(), "second");
        assertThat(completed(claim, credentials(8))).isTrue();
        assertThat(claimFree(claim.account().id())).isFalse();
    }

    @Test
    default void afterAnotherOwnerCompletedTheStaleOneIsDefeated() {
        RefreshClaim stale = claimed(storedAccount().id(), "first");
        letClaimExpire(stale.account().id());
        RefreshClaim winner = claimed(stale.account().id(), "second");
        assertThat(completed(winner, credentials(8))).isTrue();
        assertThat(completed(stale, credentials(9))).isFalse();
        assertThat(found(stale.account().id()).credentials()).isEqualTo(credentials(8));
    }

    @Test
    default void repeatingACompletionWhoseReplyWasLostIsTrue() {
        RefreshClaim claim = claimed(storedAccount().id(), "first");
        Mono<Boolean> completion = repository().complete(claim, credentials(8));
        assertThat(emitted(completion)).isTrue();
        assertThat(emitted(completion)).isTrue();
        assertThat(found(claim.account().id()).credentials()).isEqualTo(credentials(8));
    }

    @Test
    default void ofEightRacingCompletionsOneIsStored() {
        for (int round = 0; round < 20; round++) {
            RefreshClaim claim = claimed(storedAccount().id(), "first");
            List<Boolean> stored = Racing.workers(worker -> completed(claim, credentials(8 + worker)));
            assertThat(stored).containsOnlyOnce(true);
            assertThat(found(claim.account().id()).credentials()).isEqualTo(credentials(8 + stored.indexOf(true)));
        }
    }

    @Test
    default void completingAMissingRowIsFalseAndDoesNotBringItBack() {
        RefreshClaim claim = claimed(storedAccount().id(), "first");
        delete(claim.account().id());
        assertThat(completed(claim, credentials(8))).isFalse();
        isEmpty(repository().findById(claim.account().id()));
    }

    @Test
    default void onlyTheCredentialsAreWritten() {
        Account account = storedAccount();
        RefreshClaim claim = claimed(account.id(), "first");
        Account edited = new Account(
                account.id(), "renamed", "setup-token", "disabled", account.credentials(), "http://new-proxy");
        store(edited);
        assertThat(completed(claim, credentials(8))).isTrue();
        assertThat(found(account.id())).isEqualTo(edited.withCredentials(credentials(8)));
    }

    @Test
    default void otherAccountsAreLeftAlone() {
        Account other = storedAccount();
        RefreshClaim claim = claimed(storedAccount().id(), "first");
        completed(claim, credentials(8));
        assertThat(found(other.id())).isEqualTo(other);
    }

    @Test
    default void aRowWithoutVersionAndRefreshTokenIsCompletedWhileItHasNone() {
        Account account = storedAccount().withCredentials(Credentials.of(Map.of("email", "a@b.c")));
        store(account);
        RefreshClaim claim = claimed(account.id(), "first");
        store(account.withCredentials(account.credentials().with(Map.of(Credentials.TOKEN_VERSION, 1))));
        assertThat(completed(claim, credentials(8))).isFalse();
        store(account);
        assertThat(completed(claim, credentials(8))).isTrue();
    }

    @Test
    default void aVersionStoredAsTextIsComparedToo() {
        for (String version : List.of("7", "1790000000123", "", "seven")) {
            Account account = storedAccount();
            store(account.withCredentials(account.credentials().with(Map.of(Credentials.TOKEN_VERSION, version))));
            RefreshClaim claim = claimed(account.id(), "first");
            assertThat(completed(claim, credentials(8))).isTrue();
        }
    }

    @Test
    default void nothingIsStoredBeforeTheSubscription() {
        Account account = storedAccount();
        Mono<Boolean> never = repository().complete(claimed(account.id(), "first"), credentials(8));
        assertThat(found(account.id())).isEqualTo(account);
        assertThat(claimFree(account.id())).isFalse();
        assertThat(never).isNotNull();
    }
}
