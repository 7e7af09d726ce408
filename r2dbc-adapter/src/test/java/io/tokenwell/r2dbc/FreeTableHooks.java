package io.tokenwell.r2dbc;

import io.r2dbc.pool.ConnectionPool;
import io.tokenwell.Account;
import io.tokenwell.spi.AccountRepository;

/** The contract's hooks, on a table as it is. */
interface FreeTableHooks extends TableHooks {

    ConnectionPool POOL = Database.pool(8);

    /** The table under the repository. */
    FreeTable free();

    @Override
    default AccountTable table() {
        return new AccountTable(free().names());
    }

    @Override
    default void store(Account account) {
        free().store(account);
    }

    @Override
    default AccountRepository repository() {
        return new R2dbcAccountRepository(POOL, free().names());
    }
}
