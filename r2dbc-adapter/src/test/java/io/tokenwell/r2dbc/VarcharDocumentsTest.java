package io.tokenwell.r2dbc;

import io.tokenwell.spi.ExpiringAccounts;
import io.tokenwell.tck.AccountRepositoryContract;
import io.tokenwell.tck.ExpiringAccountsContract;

/** The whole contract on a column of a text whose length is limited. */
class VarcharDocumentsTest implements FreeTableHooks, AccountRepositoryContract, ExpiringAccountsContract {

    private static final FreeTable TABLE = FreeTable.created(
                    AccountColumns.builder()
                            .credentialsType(DocumentType.TEXT)
                            .proxy("proxy")
                            .build(),
                    "id bigint PRIMARY KEY, platform text, type text, status text, credentials varchar(100000), proxy text, updated_at timestamptz")
            .withIndex();

    @Override
    public FreeTable free() {
        return TABLE;
    }

    @Override
    public ExpiringAccounts expiring() {
        return new R2dbcAccountRepository(POOL, TABLE.names()).expiringAccounts();
    }
}
