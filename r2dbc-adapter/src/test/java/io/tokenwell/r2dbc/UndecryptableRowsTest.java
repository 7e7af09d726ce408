package io.tokenwell.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.r2dbc.pool.ConnectionPool;
import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.InvalidAccountException;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.ClaimVerdict.Granted;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.UnfinishedAttempt;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Tokens under a key that this instance does not have: said by name, and left to the instances that have it. */
class UndecryptableRowsTest {

    private final TableNames names = Database.installed();
    private final AccountTable table = new AccountTable(names);
    private final ConnectionPool pool = Database.pool(2);
    private final CountingConnections connections = new CountingConnections(pool);
    private final R2dbcAccountRepository without =
            new R2dbcAccountRepository(connections, names).withSecretCipher(TestCipher.of("k1"));
    private final R2dbcAccountRepository with = without.withSecretCipher(TestCipher.of("k1", "k2"));

    @BeforeEach
    void store() {
        Credentials tokens = Credentials.of(Map.of("access_token", "planted-at", "refresh_token", "planted-rt"));
        SecretFields others = new SecretFields(TestCipher.of("k2"), Set.of("refresh_token"));
        table.store(Account.active(1, "openai", others.sealed("1", tokens)));
    }

    @AfterEach
    void close() {
        pool.disposeLater().block(Database.PATIENCE);
    }

    @Test
    void theFieldAndTheKeyAreNamed() {
        assertUndecryptable(without.findById("1"), "k2");
    }

    @Test
    void aTokenThatWasMovedToAnotherAccountIsNotDecrypted() {
        Database.execute("UPDATE " + names.qualifiedAccounts() + " SET id = 2");
        assertThatThrownBy(() -> with.findById("2").block(Database.PATIENCE))
                .isInstanceOf(InvalidAccountException.class)
                .hasMessage("account 2: refresh_token cannot be decrypted: field refresh_token, key k2");
    }

    @Test
    void suchARowIsNotLeftClaimed() {
        assertUndecryptable(claiming(without, "without"), "k2");
        assertThat(connections.statements).hasSize(2);
        assertThat(table.claim(1, "owner")).isEqualTo("null");
        assertThat(previous(with, "with")).isNull();
    }

    @Test
    void whoCannotReadDoesNotHideAnUnfinishedAttempt() {
        previous(with, "dead");
        table.letClaimExpire("1");
        assertUndecryptable(claiming(without, "without"), "k2");
        UnfinishedAttempt told = Objects.requireNonNull(previous(with, "with"));
        assertThat(told.owner()).isEqualTo("dead");
    }

    @Test
    void whoWasRefusedFreesNobodysClaim() {
        previous(with, "owner");
        assertUndecryptable(claiming(without, "owner"), "k2");
        assertThat(table.claim(1, "owner")).isEqualTo("owner");
    }

    @Test
    void aClaimThatCannotBeGivenBackIsStillAnUndecryptableRow() {
        Database.execute("CREATE FUNCTION \"" + names.schema() + "\".no() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$BEGIN RAISE EXCEPTION 'no'; END$$");
        Database.execute("CREATE TRIGGER no BEFORE DELETE ON " + names.qualifiedClaims()
                + " FOR EACH ROW EXECUTE FUNCTION \"" + names.schema() + "\".no()");
        assertUndecryptable(claiming(without, "without"), "k2");
    }

    @Test
    void aDocumentTooDeepToReadIsNotLeftClaimedEither() {
        table.storeDocument(70, "(repeat('{\"a\":', 700) || '1' || repeat('}', 700))::jsonb");
        ClaimRequest request = new ClaimRequest("70", "owner", Duration.ofMinutes(1));
        assertThatThrownBy(() -> without.claimRefresh(request).block(Database.PATIENCE))
                .isInstanceOf(InvalidAccountException.class);
        assertThat(table.claim(70, "owner")).isEqualTo("null");
    }

    private static Mono<RefreshClaim> claiming(R2dbcAccountRepository repository, String owner) {
        return repository.claimRefresh(new ClaimRequest("1", owner, Duration.ofMinutes(1)));
    }

    private static @Nullable UnfinishedAttempt previous(R2dbcAccountRepository repository, String owner) {
        RefreshClaim claim = Objects.requireNonNull(claiming(repository, owner).block(Database.PATIENCE));
        assertThat(claim.granted()).isTrue();
        return ((Granted) claim.verdict()).previous();
    }

    private static void assertUndecryptable(Mono<?> call, String keyId) {
        assertThatThrownBy(() -> call.block(Database.PATIENCE))
                .isInstanceOf(InvalidAccountException.class)
                .hasMessage("account 1: refresh_token cannot be decrypted: field refresh_token, key " + keyId)
                .hasNoCause();
    }
}
