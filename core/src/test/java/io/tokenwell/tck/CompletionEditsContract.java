package io.tokenwell.tck;

import static io.tokenwell.tck.AccountRepositoryHooks.credentials;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.spi.RefreshClaim;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Contract of {@code complete} for a document that is edited while the redemption runs: only touched keys change. */
public interface CompletionEditsContract extends AccountRepositoryHooks {

    @Test
    default void editsOfKeysThatTheRedemptionDidNotTouchSurviveIt() {
        Credentials cargo = Credentials.of(Map.of("client_id", "app", "email", "a@b.c", "limits", Map.of("rpm", 3)));
        Account account = storedAccount();
        store(account.withCredentials(credentials(7).with(cargo.asMap())));
        RefreshClaim claim = claimed(account.id(), "first");
        Map<String, Object> edited = Map.of("client_id", "app-2", "limits", Map.of("rpd", 9), "note", "edited");
        store(account.withCredentials(credentials(7).with(edited)));
        assertThat(completed(claim, credentials(8).with(cargo.asMap()))).isTrue();
        assertThat(found(account.id()).credentials()).isEqualTo(credentials(8).with(edited));
    }

    @Test
    default void ofAKeyThatBothChangedTheRedemptionsValueWins() {
        Account account = storedAccount();
        RefreshClaim claim = claimed(account.id(), "first");
        store(account.withCredentials(credentials(7).with(Map.of("access_token", "at-edited", "scope", "edited"))));
        Credentials redeemed = credentials(8).with(Map.of("scope", "openid"));
        assertThat(completed(claim, redeemed)).isTrue();
        assertThat(found(account.id()).credentials()).isEqualTo(redeemed);
    }

    @Test
    default void aKeyThatTheRedemptionDroppedIsGone() {
        Account account = storedAccount();
        RefreshClaim claim = claimed(account.id(), "first");
        Credentials redeemed = without("client_id", credentials(8));
        assertThat(completed(claim, redeemed)).isTrue();
        assertThat(found(account.id()).credentials()).isEqualTo(redeemed);
    }

    @Test
    default void aChangeToNullIsAChange() {
        Account account = storedAccount();
        RefreshClaim claim = claimed(account.id(), "first");
        Map<String, @Nullable Object> nothing = new HashMap<>();
        nothing.put("expires_at", null);
        assertThat(completed(claim, credentials(8).with(nothing))).isTrue();
        assertThat(found(account.id()).credentials()).isEqualTo(credentials(8).with(nothing));
    }

    @Test
    default void aRepetitionAfterAnEditOfAnotherKeyIsTrueAndLeavesTheEdit() {
        Account account = storedAccount();
        RefreshClaim claim = claimed(account.id(), "first");
        assertThat(completed(claim, credentials(8))).isTrue();
        Account edited = account.withCredentials(credentials(8).with(Map.of("client_id", "app-2", "note", "edited")));
        store(edited);
        assertThat(completed(claim, credentials(8))).isTrue();
        assertThat(found(account.id())).isEqualTo(edited);
    }

    /** A document that contains the redeemed values does not hold them. */
    @Test
    default void aRepetitionAfterAnEditOfWhatTheRedemptionWroteIsFalse() {
        Account account = storedAccount();
        RefreshClaim claim = claimed(account.id(), "first");
        Credentials redeemed = credentials(8).with(Map.of("profile", Map.of("plan", "pro")));
        assertThat(completed(claim, redeemed)).isTrue();
        Map<String, Object> grown = Map.of("profile", Map.of("plan", "pro", "seats", 3));
        Account edited = account.withCredentials(redeemed.with(grown));
        store(edited);
        assertThat(completed(claim, redeemed)).isFalse();
        assertThat(found(account.id())).isEqualTo(edited);
    }

    @Test
    default void storingWhatWasReadIsNotARepetitionOnAChangedRow() {
        Account account = storedAccount();
        RefreshClaim claim = claimed(account.id(), "first");
        store(account.withCredentials(credentials(8)));
        assertThat(completed(claim, account.credentials())).isFalse();
        assertThat(found(account.id()).credentials()).isEqualTo(credentials(8));
    }

    private static Credentials without(String key, Credentials whole) {
        Map<String, @Nullable Object> rest = new HashMap<>(whole.asMap());
        rest.remove(key);
        return Credentials.of(rest);
    }
}
