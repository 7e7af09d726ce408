package io.tokenwell.r2dbc;

import io.r2dbc.pool.ConnectionPool;
import io.tokenwell.spi.AccountRepository;
import io.tokenwell.spi.ExpiringAccounts;
import io.tokenwell.tck.AccountRepositoryContract;
import io.tokenwell.tck.ExpiringAccountsContract;
import org.junit.jupiter.api.AfterAll;

/** The whole contract on names that need quotes, one of them a keyword, and on other column types. */
class OtherNamesTest implements TableHooks, AccountRepositoryContract, ExpiringAccountsContract {

    private static final TableNames NAMES = installed();
    private static final AccountTable TABLE = new AccountTable(NAMES);
    private static final ConnectionPool POOL = Database.pool(8);

    private static TableNames installed() {
        AccountColumns columns = AccountColumns.builder()
                .id("Id")
                .platform("user")
                .type("order")
                .status("group")
                .credentials("Secret$Document")
                .updatedAt("table")
                .proxy("via_proxy")
                .build();
        TableNames names = TableNames.builder()
                .schema(Database.newSchema())
                .accounts("select")
                .claims("Claims")
                .columns(columns)
                .build();
        Database.execute(
                "CREATE TABLE " + names.qualifiedAccounts() + " (\"Id\" numeric PRIMARY KEY, \"user\" varchar(50),"
                        + " \"order\" varchar(20), \"group\" char(20), extra int DEFAULT 7, \"Secret$Document\" jsonb,"
                        + " \"table\" timestamp, via_proxy varchar(200))");
        SchemaInstaller installer = new SchemaInstaller(Database.unpooled(), names);
        installer.install().then(installer.installRefreshAhead()).block(Database.PATIENCE);
        return names;
    }

    @AfterAll
    static void close() {
        POOL.disposeLater().block(Database.PATIENCE);
    }

    @Override
    public AccountRepository repository() {
        return new R2dbcAccountRepository(POOL, NAMES);
    }

    @Override
    public ExpiringAccounts expiring() {
        return new R2dbcAccountRepository(POOL, NAMES).expiringAccounts();
    }

    @Override
    public AccountTable table() {
        return TABLE;
    }
}
