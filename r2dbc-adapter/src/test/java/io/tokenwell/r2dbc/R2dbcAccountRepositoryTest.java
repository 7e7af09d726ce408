package io.tokenwell.r2dbc;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.tokenwell.spi.AccountRepository;
import io.tokenwell.spi.ExpiringAccounts;
import io.tokenwell.tck.AccountRepositoryContract;
import io.tokenwell.tck.AccountRepositoryOutageContract;
import io.tokenwell.tck.ExpiringAccountsContract;
import io.tokenwell.tck.ExpiringAccountsOutageContract;
import org.junit.jupiter.api.AfterAll;

class R2dbcAccountRepositoryTest
        implements TableHooks,
                AccountRepositoryContract,
                AccountRepositoryOutageContract,
                ExpiringAccountsContract,
                ExpiringAccountsOutageContract {

    private static final TableNames NAMES = Database.installed();
    private static final AccountTable TABLE = new AccountTable(NAMES);
    private static final ConnectionPool POOL = Database.pool(8);
    private static final ConnectionPool NOWHERE =
            ConnectionPools.open(ConnectionFactoryOptions.parse("r2dbc:postgresql://nobody@127.0.0.1:1/none"), 2);

    @AfterAll
    static void close() {
        POOL.disposeLater().then(NOWHERE.disposeLater()).block(Database.PATIENCE);
    }

    @Override
    public AccountRepository repository() {
        return new R2dbcAccountRepository(POOL, NAMES);
    }

    @Override
    public AccountRepository unreachableRepository() {
        return new R2dbcAccountRepository(NOWHERE, NAMES);
    }

    @Override
    public ExpiringAccounts expiring() {
        return new R2dbcAccountRepository(POOL, NAMES).expiringAccounts();
    }

    @Override
    public ExpiringAccounts unreachableExpiring() {
        return new R2dbcAccountRepository(NOWHERE, NAMES).expiringAccounts();
    }

    @Override
    public AccountTable table() {
        return TABLE;
    }
}
