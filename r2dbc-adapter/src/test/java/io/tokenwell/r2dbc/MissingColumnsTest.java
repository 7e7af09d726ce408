package io.tokenwell.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.spi.ExpiringAccount;
import io.tokenwell.spi.ExpiringAccounts;
import io.tokenwell.spi.ExpiringQuery;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.tck.AccountRepositoryContract;
import io.tokenwell.tck.AccountRepositoryHooks;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The whole contract on a table that has nothing but ids and documents. What the other columns would say is always the same. */
class MissingColumnsTest implements FreeTableHooks, AccountRepositoryContract {

    private static final FreeTable TABLE = FreeTable.created(
                    AccountColumns.builder()
                            .platform(null)
                            .fixedPlatform("openai")
                            .type(null)
                            .status(null)
                            .updatedAt(null)
                            .build(),
                    "id bigint PRIMARY KEY, credentials jsonb")
            .withIndex();

    @Override
    public FreeTable free() {
        return TABLE;
    }

    private static Account seen(Account stored) {
        return Account.active(stored.id(), "openai", stored.credentials());
    }

    private Account other() {
        return new Account(storedAccount().id(), "sora", "setup", "error", credentials(), "http://proxy");
    }

    private static Credentials credentials() {
        return AccountRepositoryHooks.credentials(7);
    }

    /** There is no column for the others. */
    @Test
    @Override
    public void findEmitsEveryColumnOfTheRow() {
        Account account = other();
        store(account);
        assertThat(found(account.id())).isEqualTo(seen(account));
    }

    /** As above. */
    @Test
    @Override
    public void onlyTheCredentialsAreWritten() {
        Account account = other();
        RefreshClaim claim = claimed(account.id(), "first");
        store(account);
        assertThat(completed(claim, AccountRepositoryHooks.credentials(8))).isTrue();
        assertThat(found(account.id())).isEqualTo(seen(account).withCredentials(AccountRepositoryHooks.credentials(8)));
    }

    /** As above. */
    @Test
    @Override
    public void markingEmitsTheNewestRow() {
        Account account = other();
        RefreshClaim claim = claimed(account.id(), "first");
        Account changed = account.withCredentials(account.credentials().with(Map.of("email", "a@b.c")));
        store(changed);
        assertThat(marked(claim)).isEqualTo(seen(changed));
    }

    @Test
    void anAccountThatEndsIsFound() {
        Instant noon = Instant.parse("2031-05-06T12:00:00Z");
        Account account = storedAccount();
        store(account.withCredentials(account.credentials().with(Map.of("expires_at", noon.toString()))));
        ExpiringAccounts expiring = new R2dbcAccountRepository(POOL, TABLE.names()).expiringAccounts();
        ExpiringQuery query =
                ExpiringQuery.first(Set.of("openai"), Set.of("active"), noon, noon.plus(Duration.ofMinutes(1)), 10);
        assertThat(expiring.page(query).block(Database.PATIENCE))
                .containsExactly(new ExpiringAccount(account.id(), "openai", noon, 7));
        ExpiringQuery others =
                ExpiringQuery.first(Set.of("sora"), Set.of("active"), noon, noon.plus(Duration.ofMinutes(1)), 10);
        assertThat(expiring.page(others).block(Database.PATIENCE)).isEmpty();
    }
}
