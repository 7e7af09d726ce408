package io.tokenwell.r2dbc;

import static io.tokenwell.r2dbc.AccountTable.credentials;
import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.pool.ConnectionPool;
import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.ClaimVerdict.Granted;
import io.tokenwell.spi.ClaimVerdict.LoginRequired;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.UnfinishedAttempt;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What a statement sees that had to wait for another transaction: the row as that one left it. */
class FreshRowTest {

    private static final TableNames NAMES = Database.installed();
    private static final AccountTable TABLE = new AccountTable(NAMES);
    private static final ConnectionPool POOL = Database.pool(4);
    private static final String SECOND =
            "{\"access_token\": \"at-2\", \"refresh_token\": \"rt-2\", \"_token_version\": 2}";

    private final R2dbcAccountRepository repository = new R2dbcAccountRepository(POOL, NAMES);

    @AfterAll
    static void close() {
        POOL.disposeLater().block(Database.PATIENCE);
    }

    @Test
    void aClaimantWhoWaitedForTheWinnerGetsTheWinnersRefreshToken() {
        Account account = TABLE.stored(1);
        claimed(account, "winner");
        OpenTransaction completion = OpenTransaction.of(completionOf(account));
        CompletableFuture<RefreshClaim> waiting = claiming(account, "waiter").toFuture();
        Database.awaitWaiting(1, NAMES.schema());
        completion.commit();
        assertThat(waiting)
                .succeedsWithin(Database.PATIENCE)
                .satisfies(claim -> assertThat(claim.account().credentials().refreshToken())
                        .isEqualTo(credentials(2).refreshToken()))
                .satisfies(claim -> assertThat(claim.granted()).isTrue());
    }

    @Test
    void aRepetitionThatWaitedForTheStatementItRepeatsIsTrue() {
        Account account = TABLE.stored(2);
        RefreshClaim claim = claimed(account, "winner");
        OpenTransaction first = OpenTransaction.of(completionOf(account));
        CompletableFuture<Boolean> repetition =
                repository.complete(claim, storedSecond(account)).toFuture();
        Database.awaitWaiting(1, NAMES.schema());
        first.commit();
        assertThat(repetition).succeedsWithin(Database.PATIENCE).isEqualTo(true);
    }

    @Test
    void aCompletionThatWaitedForANewLoginIsDefeated() {
        Account account = TABLE.stored(3);
        RefreshClaim claim = claimed(account, "loser");
        OpenTransaction login = OpenTransaction.of(completionOf(account));
        CompletableFuture<Boolean> completion =
                repository.complete(claim, credentials(3)).toFuture();
        Database.awaitWaiting(1, NAMES.schema());
        login.commit();
        assertThat(completion).succeedsWithin(Database.PATIENCE).isEqualTo(false);
        assertThat(refreshToken(account)).isEqualTo("rt-2");
    }

    @Test
    void anAbandonmentThatWaitedReturnsTheNewestRow() {
        Account account = TABLE.stored(4);
        RefreshClaim claim = claimed(account, "leaver");
        OpenTransaction login = OpenTransaction.of(completionOf(account));
        CompletableFuture<Account> abandoned = repository.abandon(claim).toFuture();
        Database.awaitWaiting(1, NAMES.schema());
        login.commit();
        assertThat(abandoned)
                .succeedsWithin(Database.PATIENCE)
                .satisfies(row -> assertThat(row.credentials().refreshToken())
                        .isEqualTo(credentials(2).refreshToken()));
    }

    @Test
    void aRowDeletedWhileTheClaimantWaitedIsNotClaimed() {
        Account account = TABLE.stored(5);
        OpenTransaction deletion = OpenTransaction.of("DELETE FROM " + NAMES.qualifiedAccounts() + " WHERE id = 5");
        CompletableFuture<RefreshClaim> claim = claiming(account, "late").toFuture();
        Database.awaitWaiting(1, NAMES.schema());
        deletion.commit();
        assertThat(claim).succeedsWithin(Database.PATIENCE).isNull();
        assertThat(TABLE.claim(5, "owner")).isEqualTo("null");
    }

    @Test
    void aClaimantWhoWaitedForAPostponementIsToldOfTheAttempt() {
        Account account = TABLE.stored(6);
        claimed(account, "unknown");
        OpenTransaction postponement = ending(account, "outcome = 'unknown', claimed_until = now() - interval '1 s'");
        CompletableFuture<RefreshClaim> waiting = claiming(account, "waiter").toFuture();
        Database.awaitWaiting(1, NAMES.schema());
        postponement.commit();
        assertThat(waiting)
                .succeedsWithin(Database.PATIENCE)
                .extracting(claim -> ((Granted) claim.verdict()).previous())
                .isNotNull()
                .extracting(UnfinishedAttempt::owner)
                .isEqualTo("unknown");
    }

    @Test
    void aClaimantWhoWaitedForAMarkIsNotGrantedAndToldWhenItAsksAgain() {
        Account account = TABLE.stored(7);
        claimed(account, "marker");
        TABLE.letClaimExpire("7");
        OpenTransaction mark = ending(account, "outcome = 'refused', reason = 'gone'");
        CompletableFuture<RefreshClaim> waiting = claiming(account, "waiter").toFuture();
        Database.awaitWaiting(1, NAMES.schema());
        mark.commit();
        assertThat(waiting)
                .succeedsWithin(Database.PATIENCE)
                .satisfies(claim -> assertThat(claim.granted()).isFalse());
        assertThat(claimed(account, "waiter").verdict()).isEqualTo(new LoginRequired("gone"));
    }

    @Test
    void aMarkThatWaitedForANewLoginMarksNothing() {
        Account account = TABLE.stored(8);
        RefreshClaim claim = claimed(account, "loser");
        OpenTransaction login = OpenTransaction.of(completionOf(account));
        CompletableFuture<Account> marked =
                repository.markReauthorizationRequired(claim, "gone").toFuture();
        Database.awaitWaiting(1, NAMES.schema());
        login.commit();
        assertThat(marked)
                .succeedsWithin(Database.PATIENCE)
                .satisfies(row -> assertThat(row.credentials().refreshToken())
                        .isEqualTo(credentials(2).refreshToken()));
        assertThat(TABLE.claim(8, "owner")).isEqualTo("null");
    }

    /** What another does to its own claim, with the account's row locked first. */
    private static OpenTransaction ending(Account account, String change) {
        return OpenTransaction.of("WITH account AS MATERIALIZED (SELECT FROM " + NAMES.qualifiedAccounts()
                + " WHERE id = " + account.id() + " FOR NO KEY UPDATE) UPDATE " + NAMES.qualifiedClaims() + " SET "
                + change + " FROM account WHERE account_id = " + account.id());
    }

    private RefreshClaim claimed(Account account, String owner) {
        return Objects.requireNonNull(claiming(account, owner).block(Database.PATIENCE));
    }

    private Mono<RefreshClaim> claiming(Account account, String owner) {
        return repository.claimRefresh(new ClaimRequest(account.id(), owner, Duration.ofMinutes(1)));
    }

    /** As one statement, as any correct implementation would do it, so that either table may be the one waited for. */
    private static String completionOf(Account account) {
        return "WITH freed AS (DELETE FROM " + NAMES.qualifiedClaims() + " WHERE account_id = " + account.id()
                + " AND owner = 'winner') UPDATE " + NAMES.qualifiedAccounts() + " SET credentials = '" + SECOND
                + "' WHERE id = " + account.id();
    }

    private static Credentials storedSecond(Account account) {
        return CredentialsJson.read(account.id(), SECOND);
    }

    private static String refreshToken(Account account) {
        return Database.asked("SELECT credentials ->> 'refresh_token' FROM " + NAMES.qualifiedAccounts()
                + " WHERE id = " + account.id());
    }
}
