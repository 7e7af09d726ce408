package io.tokenwell.r2dbc;

import io.tokenwell.spi.ExpiringAccounts;
import io.tokenwell.tck.AccountRepositoryContract;
import io.tokenwell.tck.ExpiringAccountsContract;
import java.util.Map;
import java.util.Set;

/** The whole contract on a column of the type json, and on words of the table's own for platform and status. */
class JsonDocumentsTest implements FreeTableHooks, AccountRepositoryContract, ExpiringAccountsContract {

    private static final FreeTable TABLE = FreeTable.created(
                    AccountColumns.builder()
                            .id("Nr")
                            .platform("art")
                            .type("typ")
                            .status("zustand")
                            .credentials("Zugang")
                            .credentialsType(DocumentType.JSON)
                            .updatedAt("stand")
                            .proxy("weg")
                            .platforms(Map.of("OPENAI", "openai", "it's {status} \\", "sora"))
                            .activeStatuses(Set.of("it's {on} \\"))
                            .build(),
                    "\"Nr\" bigint PRIMARY KEY, art text, typ varchar(20), zustand varchar(20), \"Zugang\" json, stand timestamp, weg text")
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
