package io.tokenwell.r2dbc;

import io.tokenwell.spi.AccountRepository;
import io.tokenwell.spi.ExpiringAccounts;
import io.tokenwell.tck.AccountRepositoryContract;
import io.tokenwell.tck.ExpiringAccountsContract;
import io.tokenwell.tck.FreshIds;
import org.junit.jupiter.api.AfterAll;

/** The whole contract on ids that are UUIDs. */
class UuidIdsTest implements TableHooks, AccountRepositoryContract, ExpiringAccountsContract {

    private static final IdSite SITE = IdSite.of(IdType.UUID, "uuid");

    @AfterAll
    static void close() {
        SITE.close();
    }

    @Override
    public FreshIds ids() {
        return FreshIds.UUIDS;
    }

    @Override
    public AccountRepository repository() {
        return SITE.repository();
    }

    @Override
    public ExpiringAccounts expiring() {
        return SITE.repository().expiringAccounts();
    }

    @Override
    public AccountTable table() {
        return SITE.table();
    }
}
