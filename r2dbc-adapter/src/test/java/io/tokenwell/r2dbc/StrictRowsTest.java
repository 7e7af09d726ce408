package io.tokenwell.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.r2dbc.pool.ConnectionPool;
import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.InvalidAccountException;
import io.tokenwell.crypto.TinkSecretCipher;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.SecretCipher;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

/** What somebody who can write to the table, and has no key, makes of a row. */
class StrictRowsTest {

    private static final TinkSecretCipher CIPHER = TinkSecretCipher.of(List.of(new byte[32]));
    private static final Credentials SEALED =
            new SecretFields(CIPHER, SecretFields.DEFAULT_KEYS).sealed("1", AccountTable.credentials(1));

    private final TableNames names = Database.installed();
    private final AccountTable table = new AccountTable(names);
    private final ConnectionPool pool = Database.pool(2);
    private final R2dbcAccountRepository encrypting = new R2dbcAccountRepository(pool, names).withSecretCipher(CIPHER);
    private final R2dbcAccountRepository strict = encrypting.withSecretCipher(CIPHER.strict());

    @AfterEach
    void close() {
        pool.disposeLater().block(Database.PATIENCE);
    }

    static Stream<Arguments> planted() {
        return Stream.of(
                Arguments.of("access_token", "planted-secret"),
                Arguments.of("access_token", ""),
                Arguments.of("access_token", 4_242_424_242L),
                Arguments.of("access_token", new BigDecimal("42.5")),
                Arguments.of("refresh_token", "planted-secret"),
                Arguments.of("refresh_token", 4_242_424_242L),
                Arguments.of("id_token", "planted-secret"),
                Arguments.of("access_token", SEALED.asMap().get("refresh_token")));
    }

    @ParameterizedTest
    @MethodSource("planted")
    void isATypedErrorThatSaysWhatToDo(String field, Object value) {
        table.store(Account.active(1, "openai", SEALED.with(Map.of(field, value))));

        assertRefused(strict.findById("1"), field);
        assertRefused(strict.claimRefresh(request("strict")), field);
        assertThat(table.claim(1, "owner")).as("left for others").isEqualTo("null");
    }

    @Test
    void anEncryptedRowIsReadAndWrittenEncrypted() {
        table.store(Account.active(1, "openai", SEALED));
        RefreshClaim claim = claimed(strict);
        assertReads(claim.account(), 1);
        assertThat(strict.complete(claim, AccountTable.credentials(2)).block(Database.PATIENCE))
                .isTrue();
        assertThat(Database.asked("SELECT credentials ->> 'refresh_token' FROM " + names.qualifiedAccounts()))
                .startsWith("tw1.");
    }

    /** The last step but one leaves nothing plain behind in what it writes. */
    @Test
    void aPlainRowThatAnEncryptingInstanceRefreshedIsReadFromThenOn() {
        table.store(Account.active(1, "openai", AccountTable.credentials(1)));
        assertRefused(strict.findById("1"), ".*_token");
        assertThat(encrypting
                        .complete(claimed(encrypting), AccountTable.credentials(2))
                        .block(Database.PATIENCE))
                .isTrue();
        assertReads(strict.findById("1").block(Database.PATIENCE), 2);
    }

    /** What was redeemed must reach the table, whoever has written to it meanwhile. */
    @Test
    void aRowThatBecamePlainWhileItWasRefreshedTakesTheNewPair() {
        table.store(Account.active(1, "openai", SEALED));
        RefreshClaim claim = claimed(strict);
        table.store(Account.active(1, "openai", AccountTable.credentials(1)));
        assertThat(strict.complete(claim, AccountTable.credentials(2)).block(Database.PATIENCE))
                .isTrue();
        assertReads(strict.findById("1").block(Database.PATIENCE), 2);
    }

    @Test
    void moreKeysAreRefusedAsTextOnlyForNothingElseIsEverEncrypted() {
        Credentials more = SEALED.with(Map.of("email", 5));
        table.store(Account.active(1, "openai", more));
        SecretCipher cipher = CIPHER.strict();
        R2dbcAccountRepository sensitive = strict.withSecretCipher(cipher, Set.of("email"));
        assertThat(sensitive.findById("1").block(Database.PATIENCE)).isNotNull();
        table.store(Account.active(1, "openai", more.with(Map.of("email", "a@b.c"))));
        assertRefused(sensitive.findById("1"), "email");
    }

    private static void assertReads(@Nullable Account account, long version) {
        Credentials found = Objects.requireNonNull(account).credentials();
        Credentials expected = AccountTable.credentials(version);
        assertThat(found.accessToken()).isEqualTo(expected.accessToken());
        assertThat(found.refreshToken()).isEqualTo(expected.refreshToken());
        assertThat(found.tokenVersion()).isEqualTo(version);
    }

    private static ClaimRequest request(String owner) {
        return new ClaimRequest("1", owner, Duration.ofMinutes(1));
    }

    private static RefreshClaim claimed(R2dbcAccountRepository repository) {
        return Objects.requireNonNull(repository.claimRefresh(request("owner")).block(Database.PATIENCE));
    }

    private static void assertRefused(Mono<?> read, String field) {
        assertThatThrownBy(() -> read.block(Database.PATIENCE))
                .isInstanceOf(InvalidAccountException.class)
                .hasNoCause()
                .hasMessageNotContaining("planted")
                .hasMessageNotContaining("4242424242")
                .hasMessageMatching(
                        "account 1: " + field + " (is not encrypted, and only what is encrypted is read here"
                                + "|does not decrypt with key [0-9a-f]{16})"
                                + "; store it encrypted, or be strict only when all rows are encrypted");
    }
}
