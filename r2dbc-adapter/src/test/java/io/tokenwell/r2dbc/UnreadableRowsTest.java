package io.tokenwell.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.r2dbc.pool.ConnectionPool;
import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.InvalidAccountException;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.RefreshClaim;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

/** Rows that hold something else than an account: said by kind, never claimed, never overwritten. */
class UnreadableRowsTest {

    private static final TableNames NAMES = Database.installed();
    private static final AccountTable TABLE = new AccountTable(NAMES);
    private static final ConnectionPool POOL = Database.pool(2);

    private final R2dbcAccountRepository repository = new R2dbcAccountRepository(POOL, NAMES);

    @BeforeAll
    static void allowNulls() {
        Database.execute("ALTER TABLE " + NAMES.qualifiedAccounts()
                + " ALTER credentials DROP NOT NULL, ALTER platform DROP NOT NULL, ALTER status DROP NOT NULL");
    }

    @AfterAll
    static void close() {
        POOL.disposeLater().block(Database.PATIENCE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | '[\"planted-secret\"]'  | array",
                "2 | '\"planted-secret\"'    | string",
                "3 | '12345'                 | number",
                "4 | 'true'                  | boolean",
                "5 | 'null'                  | null"
            },
            quoteCharacter = '#')
    void aDocumentThatIsNoObjectIsAnErrorThatNamesItsKind(long id, String literal, String kind) {
        TABLE.storeDocument(id, literal);
        assertInvalid(repository.findById(Long.toString(id)), id, "credentials are a JSON " + kind + ", not an object");
        assertInvalid(claiming(id), id, "credentials are a JSON " + kind + ", not an object");
        assertThat(TABLE.claim(id, "owner")).isEqualTo("null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"10 | [1]", "11 | [\"refresh_token\"]", "12 | \"text\"", "13 | 12345", "14 | true", "15 | null"},
            quoteCharacter = '#')
    void aDocumentThatIsNoObjectIsNeverOverwritten(long id, String document) {
        TABLE.storeDocument(id, "'" + document + "'");
        RefreshClaim claim = new RefreshClaim(Account.active(id, "openai", Credentials.empty()), "owner", true);
        assertThat(repository.complete(claim, AccountTable.credentials(2)).block(Database.PATIENCE))
                .isFalse();
        assertThat(repository.complete(claim, Credentials.empty()).block(Database.PATIENCE))
                .isFalse();
        assertThat(Database.asked("SELECT credentials::text FROM " + NAMES.qualifiedAccounts() + " WHERE id = " + id))
                .isEqualTo(document);
    }

    @Test
    void aNullColumnIsEmptyAndCanBeCompleted() {
        TABLE.storeDocument(20, "NULL");
        Account empty = Account.active(20, "openai", Credentials.empty());
        assertThat(repository.findById("20").block(Database.PATIENCE)).isEqualTo(empty);
        assertThat(claiming(20).block(Database.PATIENCE)).isEqualTo(new RefreshClaim(empty, "owner", true));
        RefreshClaim claim = new RefreshClaim(empty, "owner", true);
        Credentials redeemed = AccountTable.credentials(2);
        assertThat(repository.complete(claim, redeemed).block(Database.PATIENCE))
                .isTrue();
        assertThat(repository.complete(claim, redeemed).block(Database.PATIENCE))
                .isTrue();
        assertThat(repository.complete(claim, AccountTable.credentials(3)).block(Database.PATIENCE))
                .isFalse();
    }

    @Test
    void aMissingPlatformOrStatusIsAnErrorAndNotClaimed() {
        TABLE.storeDocument(30, "'{}'");
        Database.execute("UPDATE " + NAMES.qualifiedAccounts() + " SET platform = NULL WHERE id = 30");
        TABLE.storeDocument(31, "'{}'");
        Database.execute("UPDATE " + NAMES.qualifiedAccounts() + " SET status = NULL WHERE id = 31");
        assertInvalid(claiming(30), 30, "platform is NULL");
        assertInvalid(claiming(31), 31, "status is NULL");
        assertThat(TABLE.claim(30, "owner")).isEqualTo("null");
    }

    @Test
    void tokensOfWrongKindsAreReadAndComparedAsTheyAre() {
        TABLE.storeDocument(40, "'{\"refresh_token\": {\"a\": [1, null]}, \"_token_version\": [\"x\"]}'");
        RefreshClaim claim = Objects.requireNonNull(claiming(40).block(Database.PATIENCE));
        assertThat(claim.account().credentials().refreshToken()).isEmpty();
        assertThat(repository.complete(claim, AccountTable.credentials(2)).block(Database.PATIENCE))
                .isTrue();
    }

    @Test
    void aVersionOfJsonNullIsNotAMissingVersion() {
        TABLE.storeDocument(50, "'{\"_token_version\": null}'");
        RefreshClaim readNothing = new RefreshClaim(Account.active(50, "openai", Credentials.empty()), "owner", true);
        assertThat(repository.complete(readNothing, AccountTable.credentials(2)).block(Database.PATIENCE))
                .isFalse();
    }

    @Test
    void anIntegerOfThousandsOfDigitsSurvives() {
        BigInteger huge = BigInteger.TEN.pow(5_000);
        TABLE.storeDocument(60, "jsonb_build_object('huge', 10::numeric ^ 5000)");
        assertThat(repository
                        .findById("60")
                        .map(account -> account.credentials().asMap())
                        .block(Database.PATIENCE))
                .isEqualTo(Map.of("huge", huge));
    }

    @Test
    void aDocumentTooDeepToReadIsATypedErrorWithoutItsText() {
        TABLE.storeDocument(70, "(repeat('{\"planted-secret\":', 700) || '1' || repeat('}', 700))::jsonb");
        assertInvalid(repository.findById("70"), 70, "credentials cannot be read");
    }

    private Mono<RefreshClaim> claiming(long id) {
        return repository.claimRefresh(new ClaimRequest(Long.toString(id), "owner", Duration.ofMinutes(1)));
    }

    private static void assertInvalid(Mono<?> call, long id, String reason) {
        assertThatThrownBy(() -> call.block(Database.PATIENCE))
                .isInstanceOf(InvalidAccountException.class)
                .hasMessageStartingWith("account " + id + ": " + reason)
                .hasNoCause()
                .satisfies(
                        error -> assertThat(String.valueOf(error.getMessage())).doesNotContain("planted-secret"));
    }
}
