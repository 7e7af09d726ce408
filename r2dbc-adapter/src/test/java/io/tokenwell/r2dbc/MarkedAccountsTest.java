package io.tokenwell.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.pool.ConnectionPool;
import io.tokenwell.Account;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.RefreshClaim;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Marks count as long as the row has the refresh token that was refused. */
class MarkedAccountsTest {

    private final TableNames names = Database.installed();
    private final AccountTable table = new AccountTable(names);
    private final ConnectionPool pool = Database.pool(2);
    private final R2dbcAccountRepository repository = new R2dbcAccountRepository(pool, names);
    private final MarkedAccounts marked = repository.markedAccounts();

    @AfterEach
    void close() {
        pool.disposeLater().block(Database.PATIENCE);
    }

    private void mark(Account account) {
        table.store(account);
        RefreshClaim claim = repository
                .claimRefresh(new ClaimRequest(account.id(), "one", Duration.ofMinutes(1)))
                .block(Database.PATIENCE);
        repository
                .markReauthorizationRequired(Objects.requireNonNull(claim), "invalid_grant")
                .block(Database.PATIENCE);
    }

    private static Account account(long id, String platform, int version) {
        return Account.active(id, platform, AccountTable.credentials(version));
    }

    @Test
    void areFoundPageByPageAndCounted() {
        for (long id = 1; id <= 5; id++) {
            mark(account(id, id == 3 ? "acme" : "openai", 7));
        }
        table.store(account(6, "openai", 7));
        assertThat(marked.page("", null, 2).block(Database.PATIENCE)).containsExactly("1", "2");
        assertThat(marked.page("2", null, 10).block(Database.PATIENCE)).containsExactly("3", "4", "5");
        assertThat(marked.page("5", null, 10).block(Database.PATIENCE)).isEmpty();
        assertThat(marked.page("", "acme", 10).block(Database.PATIENCE)).containsExactly("3");
        assertThat(marked.among(List.of("2", "4", "6", "99")).block(Database.PATIENCE))
                .containsExactly("2", "4");
        assertThat(marked.among(List.of()).block(Database.PATIENCE)).isEmpty();
        assertThat(marked.count().block(Database.PATIENCE)).isEqualTo(5);
    }

    @Test
    void aLoginEndsItThoughNobodyHasRefreshedSince() {
        mark(account(1, "openai", 7));
        table.store(account(1, "openai", 8));
        assertThat(marked.count().block(Database.PATIENCE)).isZero();
        assertThat(marked.page("", null, 10).block(Database.PATIENCE)).isEmpty();
    }

    @Test
    void oneThatWasTakenBackIsNone() {
        mark(account(1, "openai", 7));
        assertThat(repository.reinstate("1").block(Database.PATIENCE)).isTrue();
        assertThat(marked.count().block(Database.PATIENCE)).isZero();
    }
}
