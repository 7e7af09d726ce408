package io.tokenwell.tck;

import static io.tokenwell.tck.AccountRepositoryHooks.credentials;
import static io.tokenwell.tck.Signals.emitted;
import static io.tokenwell.tck.Signals.isEmpty;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.spi.ClaimVerdict;
import io.tokenwell.spi.RefreshClaim;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Contract of {@code markReauthorizationRequired}: a mark is on a refresh token, and ends with it only. */
public interface ReauthorizationMarkContract extends AccountRepositoryHooks {

    @Test
    default void aMarkIsToldToEveryLaterAskerTheMarkerToo() {
        RefreshClaim claim = claimed(storedAccount().id(), "first");
        assertThat(marked(claim)).isEqualTo(claim.account());
        assertMarked(claim.account(), "second");
        assertMarked(claim.account(), "first");
    }

    @Test
    default void timeDoesNotEndAMark() {
        RefreshClaim claim = claimed(storedAccount().id(), "first");
        letClaimExpire(claim.account().id());
        marked(claim);
        letClaimExpire(claim.account().id());
        assertMarked(claim.account(), "second");
    }

    @Test
    default void anotherRefreshTokenEndsAMarkWithoutHistory() {
        Account account = storedAccount();
        letExpireAndMark(account);
        Account loggedIn = account.withCredentials(credentials(8));
        store(loggedIn);
        assertThat(claimed(account.id(), "next")).isEqualTo(new RefreshClaim(loggedIn, "next", true));
    }

    @Test
    default void aLateCompletionOfAnEarlierAttemptEndsAMark() {
        Account account = storedAccount();
        RefreshClaim late = claimed(account.id(), "late");
        letClaimExpire(account.id());
        marked(claimed(account.id(), "second"));
        assertThat(completed(late, credentials(8))).isTrue();
        assertThat(previous(account.id(), "next")).isNull();
    }

    @Test
    default void aMarkOutlastsEditsOfOtherCredentials() {
        Account account = storedAccount();
        marked(claimed(account.id(), "first"));
        Account edited = account.withCredentials(account.credentials().with(Map.of("note", "edited")));
        store(edited);
        assertMarked(edited, "second");
    }

    /** Some servers give the same refresh token at each login. */
    @Test
    default void aLoginWithAGreaterVersionAndTheSameRefreshTokenEndsAMark() {
        Account account = storedAccount();
        marked(claimed(account.id(), "first"));
        store(account.withCredentials(credentials(8).with(Map.of(Credentials.REFRESH_TOKEN, "rt-7"))));
        assertThat(claimed(account.id(), "second").verdict()).isEqualTo(new ClaimVerdict.Granted(null));
    }

    @Test
    default void aSmallerVersionWithTheSameRefreshTokenEndsNoMark() {
        Account account = storedAccount();
        marked(claimed(account.id(), "first"));
        Account edited = account.withCredentials(credentials(6).with(Map.of(Credentials.REFRESH_TOKEN, "rt-7")));
        store(edited);
        assertMarked(edited, "second");
    }

    @Test
    default void aMarkOutlastsWhatItsMarkerDoesWithTheClaimAfterwards() {
        RefreshClaim claim = claimed(storedAccount().id(), "first");
        marked(claim);
        postponed(claim, Duration.ZERO);
        assertMarked(claim.account(), "second");
        emitted(repository().abandon(claim));
        assertMarked(claim.account(), "third");
    }

    @Test
    default void aStrangerMarksNothing() {
        Account account = storedAccount();
        claimed(account.id(), "first");
        RefreshClaim refused = claimed(account.id(), "second");
        assertThat(marked(refused)).isEqualTo(account);
        assertThat(claimed(account.id(), "third").verdict()).isEqualTo(new ClaimVerdict.Held());
    }

    @Test
    default void whoseClaimWasTakenOverMarksNothing() {
        Account account = storedAccount();
        RefreshClaim expired = claimed(account.id(), "first");
        letClaimExpire(account.id());
        claimed(account.id(), "second");
        marked(expired);
        assertThat(claimed(account.id(), "third").verdict()).isEqualTo(new ClaimVerdict.Held());
    }

    @Test
    default void whoFreedTheClaimMarksNothing() {
        RefreshClaim claim = claimed(storedAccount().id(), "first");
        emitted(repository().abandon(claim));
        assertThat(marked(claim)).isEqualTo(claim.account());
        assertThat(claimFree(claim.account().id())).isTrue();
    }

    @Test
    default void aPostponedAttemptCanStillBeMarked() {
        RefreshClaim claim = claimed(storedAccount().id(), "first");
        postponedUnknown(claim, LONG);
        marked(claim);
        assertMarked(claim.account(), "second");
    }

    @Test
    default void aRefreshTokenThatChangedMeanwhileIsNotMarkedButFreed() {
        Account account = storedAccount();
        RefreshClaim claim = claimed(account.id(), "first");
        Account loggedIn = account.withCredentials(credentials(8));
        store(loggedIn);
        assertThat(marked(claim)).isEqualTo(loggedIn);
        assertThat(claimed(account.id(), "second")).isEqualTo(new RefreshClaim(loggedIn, "second", true));
    }

    @Test
    default void aStrangerDoesNotFreeAClaimByMarkingAnOldRefreshToken() {
        Account account = storedAccount();
        RefreshClaim expired = claimed(account.id(), "first");
        letClaimExpire(account.id());
        store(account.withCredentials(credentials(8)));
        claimed(account.id(), "second");
        marked(expired);
        assertThat(claimed(account.id(), "third").verdict()).isEqualTo(new ClaimVerdict.Held());
    }

    @Test
    default void markingEmitsTheNewestRow() {
        Account account = storedAccount();
        RefreshClaim claim = claimed(account.id(), "first");
        Account renamed = new Account(account.id(), "sora", "oauth", "active", account.credentials(), null);
        store(renamed);
        assertThat(marked(claim)).isEqualTo(renamed);
    }

    @Test
    default void markingAMissingRowIsEmpty() {
        RefreshClaim claim = claimed(storedAccount().id(), "first");
        delete(claim.account().id());
        isEmpty(repository().markReauthorizationRequired(claim, "invalid_grant"));
        isEmpty(claiming(claim.account().id(), "second"));
    }

    @Test
    default void nothingIsMarkedBeforeTheSubscription() {
        RefreshClaim claim = claimed(storedAccount().id(), "first");
        Mono<Account> never = repository().markReauthorizationRequired(claim, "invalid_grant");
        assertThat(claimed(claim.account().id(), "second").verdict()).isEqualTo(new ClaimVerdict.Held());
        assertThat(never).isNotNull();
    }

    @Test
    default void eachSubscriptionIsAMarkOfItsOwn() {
        Account account = storedAccount();
        Mono<Account> mark = repository().markReauthorizationRequired(claimed(account.id(), "first"), "invalid_grant");
        assertThat(emitted(mark)).isEqualTo(account);
        assertThat(emitted(mark)).isEqualTo(account);
        assertMarked(account, "second");
        store(account.withCredentials(credentials(8)));
        assertThat(emitted(mark).credentials()).isEqualTo(credentials(8));
        assertThat(claimFree(account.id())).isTrue();
    }

    private void letExpireAndMark(Account account) {
        claimed(account.id(), "dead");
        letClaimExpire(account.id());
        marked(claimed(account.id(), "first"));
    }

    private void assertMarked(Account row, String asker) {
        assertThat(claimed(row.id(), asker))
                .isEqualTo(new RefreshClaim(row, asker, new ClaimVerdict.LoginRequired("invalid_grant")));
    }
}
