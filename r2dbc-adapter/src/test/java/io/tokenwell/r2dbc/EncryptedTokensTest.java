package io.tokenwell.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.r2dbc.pool.ConnectionPool;
import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.SecretCipher;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is in the table when a cipher is given, and what a completion makes of older forms. */
class EncryptedTokensTest {

    private static final Credentials PLAIN = Credentials.of(Map.of(
            "access_token",
            "at-1",
            "refresh_token",
            "rt-1",
            "id_token",
            "id-1",
            "email",
            "a@b.c",
            "_token_version",
            1));
    private static final Credentials NEXT = PLAIN.with(Map.of("access_token", "at-2", "_token_version", 2));

    private final TableNames names = Database.installed();
    private final AccountTable table = new AccountTable(names);
    private final ConnectionPool pool = Database.pool(2);
    private final R2dbcAccountRepository plain = new R2dbcAccountRepository(pool, names);
    private final R2dbcAccountRepository sealing = plain.withSecretCipher(TestCipher.of("new", "old"));

    @AfterEach
    void close() {
        pool.disposeLater().block(Database.PATIENCE);
    }

    @Test
    void aCompletionWritesTheTokensEncryptedAndNothingElse() {
        complete(sealing, claimed(sealing, stored(Credentials.empty())), PLAIN);
        assertStored(sealed("new", PLAIN));
        assertThat(value("email")).isEqualTo("a@b.c");
        assertThat(value("refresh_token")).startsWith("enc:new:").doesNotContain("rt-1");
        assertThat(found(sealing)).isEqualTo(PLAIN);
        assertThat(found(plain)).as("the repository it was copied from").isEqualTo(sealed("new", PLAIN));
    }

    @Test
    void aPlainRowIsReadAndTheNextCompletionEncryptsAllOfIt() {
        RefreshClaim claim = claimed(sealing, stored(PLAIN));
        assertThat(claim.account().credentials()).isEqualTo(PLAIN);
        assertThat(complete(sealing, claim, NEXT)).isTrue();
        assertStored(sealed("new", NEXT));
    }

    @Test
    void aRowUnderAnOlderKeyIsReadAndTheNextCompletionEncryptsAllOfItAnew() {
        RefreshClaim claim = claimed(sealing, stored(sealed("old", PLAIN)));
        assertThat(claim.account().credentials()).isEqualTo(PLAIN);
        assertThat(complete(sealing, claim, NEXT)).isTrue();
        assertStored(sealed("new", NEXT));
    }

    @Test
    void aCompletionThatChangesNothingStillEncrypts() {
        RefreshClaim claim = claimed(sealing, stored(PLAIN));
        assertThat(complete(sealing, claim, PLAIN)).isTrue();
        assertStored(sealed("new", PLAIN));
    }

    @Test
    void anEditOfASecretThatWasNotRedeemedSurvives() {
        RefreshClaim claim = claimed(sealing, stored(sealed("old", PLAIN)));
        stored(sealed("old", PLAIN).with(Map.of("id_token", "id-edited")));
        assertThat(complete(sealing, claim, NEXT)).isTrue();
        assertStored(sealed("new", NEXT).with(Map.of("id_token", "id-edited")));
    }

    @Test
    void aRemovedSecretIsNotBroughtBack() {
        RefreshClaim claim = claimed(sealing, stored(sealed("old", PLAIN)));
        assertThat(complete(sealing, claim, without(NEXT, "id_token"))).isTrue();
        assertStored(without(sealed("new", NEXT), "id_token"));
    }

    @Test
    void repeatingACompletionIsTrueAlsoByAnInstanceWithAnotherNewestKey() {
        RefreshClaim claim = claimed(sealing, stored(sealed("old", PLAIN)));
        R2dbcAccountRepository behind = plain.withSecretCipher(TestCipher.of("old", "new"));
        assertThat(complete(sealing, claim, NEXT)).isTrue();
        assertThat(complete(sealing, claim, NEXT)).isTrue();
        assertThat(complete(behind, claim, NEXT)).isTrue();
        assertStored(sealed("new", NEXT));
        assertThat(complete(behind, claim, NEXT.with(Map.of("access_token", "at-other"))))
                .isFalse();
    }

    @Test
    void theSameRefreshTokenInAnyKnownFormIsTheSame() {
        for (Credentials form : new Credentials[] {PLAIN, sealed("old", PLAIN), sealed("new", PLAIN)}) {
            RefreshClaim claim = claimed(sealing, stored(sealed("old", PLAIN)));
            stored(form);
            assertThat(complete(sealing, claim, NEXT)).isTrue();
            assertStored(sealed("new", NEXT));
        }
    }

    @Test
    void anotherRefreshTokenInAnyFormDefeatsTheCompletion() {
        Credentials login = PLAIN.with(Map.of("refresh_token", "rt-login"));
        RefreshClaim claim = claimed(sealing, stored(PLAIN));
        for (Credentials form : new Credentials[] {login, sealed("old", login), sealed("unknown", PLAIN)}) {
            stored(form);
            assertThat(complete(sealing, claim, NEXT)).isFalse();
            assertStored(form);
        }
    }

    @Test
    void valuesThatAreNoTextAreComparedExactlyAndStoredAsTheyAre() {
        Map<String, Object> both = Map.of("a", 1, "b", 2);
        assertDefeated(both, Map.of("a", 1));
        assertDefeated(12, "12");
        assertDefeated(12, TestCipher.of("new").encrypted(new AccountKey(1), "refresh_token", "12"));
        RefreshClaim claim = claimed(sealing, stored(PLAIN.with(Map.of("refresh_token", both, "id_token", 7))));
        assertThat(complete(sealing, claim, NEXT.with(Map.of("refresh_token", both, "id_token", 8))))
                .isTrue();
        assertThat(value("refresh_token")).isEqualTo("{\"a\": 1, \"b\": 2}");
        assertThat(value("id_token")).isEqualTo("8");
    }

    @Test
    void otherKeysAreSensitiveBesidesTheTokens() {
        R2dbcAccountRepository more = plain.withSecretCipher(TestCipher.of("new"), Set.of("email"));
        complete(more, claimed(more, stored(Credentials.empty())), PLAIN);
        assertThat(value("email")).startsWith("enc:new:");
        assertThat(value("refresh_token")).startsWith("enc:new:");
        assertThat(found(more)).isEqualTo(PLAIN);
        SecretCipher cipher = TestCipher.of("new");
        assertThatIllegalArgumentException().isThrownBy(() -> plain.withSecretCipher(cipher, Set.of("_token_version")));
    }

    @Test
    void rowsFromBeforeOtherKeysWereNamedAreReadAsTokens() {
        stored(sealed("new", PLAIN));
        assertThat(found(plain.withSecretCipher(TestCipher.of("new"), Set.of("email"))))
                .isEqualTo(PLAIN);
    }

    private void assertDefeated(Object read, Object stored) {
        RefreshClaim claim = claimed(sealing, stored(PLAIN.with(Map.of("refresh_token", read))));
        Credentials edited = PLAIN.with(Map.of("refresh_token", stored));
        stored(edited);
        assertThat(complete(sealing, claim, NEXT)).isFalse();
        assertStored(edited);
    }

    private Account stored(Credentials credentials) {
        Account account = Account.active(1, "openai", credentials);
        table.store(account);
        return account;
    }

    private RefreshClaim claimed(R2dbcAccountRepository repository, Account account) {
        table.letClaimExpire(account.id());
        ClaimRequest request = new ClaimRequest(account.id(), "owner", Duration.ofMinutes(1));
        RefreshClaim claim =
                Objects.requireNonNull(repository.claimRefresh(request).block(Database.PATIENCE));
        assertThat(claim.granted()).isTrue();
        return claim;
    }

    private static @Nullable Boolean complete(
            R2dbcAccountRepository repository, RefreshClaim claim, Credentials redeemed) {
        return repository.complete(claim, redeemed).block(Database.PATIENCE);
    }

    private static Credentials found(R2dbcAccountRepository repository) {
        return Objects.requireNonNull(repository.findById("1").block(Database.PATIENCE))
                .credentials();
    }

    private void assertStored(Credentials expected) {
        assertThat(found(plain).asMap()).isEqualTo(expected.asMap());
    }

    private String value(String key) {
        return Database.asked("SELECT credentials ->> '" + key + "' FROM " + names.qualifiedAccounts());
    }

    private static Credentials sealed(String keyId, Credentials plain) {
        return new SecretFields(TestCipher.of(keyId), SecretFields.DEFAULT_KEYS).sealed("1", plain);
    }

    private static Credentials without(Credentials credentials, String key) {
        Map<String, @Nullable Object> kept = new HashMap<>(credentials.asMap());
        kept.remove(key);
        return Credentials.of(kept);
    }
}
