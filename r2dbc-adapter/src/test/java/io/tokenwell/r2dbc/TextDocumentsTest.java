package io.tokenwell.r2dbc;

import io.tokenwell.spi.ExpiringAccounts;
import io.tokenwell.tck.AccountRepositoryContract;
import io.tokenwell.tck.ExpiringAccountsContract;

/** The whole contract on a column of text, in a table that has no time of its last change. */
class TextDocumentsTest implements FreeTableHooks, AccountRepositoryContract, ExpiringAccountsContract {

    private static final FreeTable TABLE = FreeTable.created(
                    AccountColumns.builder()
                            .credentialsType(DocumentType.TEXT)
                            .updatedAt(null)
                            .proxy("proxy")
                            .build(),
                    "id bigint PRIMARY KEY, platform text, type text, status text, credentials text, proxy text")
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
