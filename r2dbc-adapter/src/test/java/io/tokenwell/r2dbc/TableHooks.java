package io.tokenwell.r2dbc;

import io.tokenwell.Account;
import io.tokenwell.tck.AccountRepositoryHooks;
import java.time.Instant;

/** The contract's hooks, on a real table. */
interface TableHooks extends AccountRepositoryHooks {

    /** The table under the repository. */
    AccountTable table();

    @Override
    default void store(Account account) {
        table().store(account);
    }

    @Override
    default void delete(String accountId) {
        table().delete(accountId);
    }

    @Override
    default void letMarkAge(String accountId) {
        table().letMarkAge(accountId);
    }

    @Override
    default void letClaimExpire(String accountId) {
        table().letClaimExpire(accountId);
    }

    @Override
    default Instant storeTime() {
        return Database.time();
    }
}
