package io.tokenwell.tck;

import static io.tokenwell.tck.AccountRepositoryHooks.credentials;
import static io.tokenwell.tck.Signals.emitted;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.ClaimVerdict;
import io.tokenwell.spi.ClaimVerdict.Granted;
import io.tokenwell.spi.RefreshClaim;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Contract of {@code ClaimRequest.triesMarkedAfter}: a refresh token that was refused long ago is tried once more. */
public interface OldMarkContract extends AccountRepositoryHooks {

    @Test
    default void aMarkIsRespectedForItsTime() {
        Account account = storedAccount();
        marked(claimed(account.id(), "first"));
        assertThat(asked(account, "second", LONG).verdict()).isEqualTo(new ClaimVerdict.LoginRequired("invalid_grant"));
    }

    @Test
    default void anOldMarkIsTriedAgainByOne() {
        Account account = storedAccount();
        letAgeAndAsk(account);
        assertThat(asked(account, "third", LONG).verdict()).isEqualTo(new ClaimVerdict.Held());
    }

    @Test
    default void whoTriesAnOldMarkIsToldSo() {
        assertThat(letAgeAndAsk(storedAccount()).verdict()).isEqualTo(new Granted(null, true));
    }

    @Test
    default void whoNeverTriesIsAnsweredAsEver() {
        Account account = storedAccount();
        marked(claimed(account.id(), "first"));
        letMarkAge(account.id());
        assertThat(asked(account, "second", Duration.ZERO).verdict())
                .isEqualTo(new ClaimVerdict.LoginRequired("invalid_grant"));
    }

    @Test
    default void anotherRefreshTokenIsNoMarkedOne() {
        Account account = storedAccount();
        marked(claimed(account.id(), "first"));
        letMarkAge(account.id());
        store(account.withCredentials(credentials(8)));
        assertThat(asked(account, "second", LONG).verdict()).isEqualTo(new Granted(null));
    }

    @Test
    default void refusedOnceMoreItIsMarkedForTheSameTimeAgain() {
        Account account = storedAccount();
        marked(letAgeAndAsk(account));
        assertThat(asked(account, "third", LONG).verdict()).isEqualTo(new ClaimVerdict.LoginRequired("invalid_grant"));
    }

    @Test
    default void whoeverTakesOverFromWhoTriedIsNotToldOfTheMark() {
        Account account = storedAccount();
        letAgeAndAsk(account);
        letClaimExpire(account.id());
        assertThat(asked(account, "third", LONG).verdict())
                .isInstanceOfSatisfying(
                        Granted.class, granted -> assertThat(granted.marked()).isFalse());
    }

    @Test
    default void aCompletionUnderSuchAClaimEndsTheMark() {
        Account account = storedAccount();
        assertThat(completed(letAgeAndAsk(account), credentials(8))).isTrue();
        assertThat(asked(account, "third", LONG).verdict()).isEqualTo(new Granted(null));
    }

    private RefreshClaim letAgeAndAsk(Account account) {
        marked(claimed(account.id(), "first"));
        letMarkAge(account.id());
        return asked(account, "second", LONG);
    }

    private RefreshClaim asked(Account account, String owner, Duration triesMarkedAfter) {
        return emitted(repository()
                .claimRefresh(new ClaimRequest(account.id(), owner, LONG, Duration.ZERO, triesMarkedAfter)));
    }
}
