package io.tokenwell.r2dbc;

import io.r2dbc.pool.ConnectionPool;

/**
 * Tables whose ids are of one type.
 *
 * @param names where they are
 * @param pool connections to them
 */
record IdSite(TableNames names, ConnectionPool pool) {

    static IdSite of(IdType type, String column) {
        TableNames names = TableNames.builder()
                .schema(Database.newSchema())
                .columns(AccountColumns.builder().proxy("proxy").idType(type).build())
                .build();
        Database.execute("CREATE TABLE " + names.qualifiedAccounts() + " (id " + column + " PRIMARY KEY,"
                + " platform text, type text, status text, credentials jsonb, updated_at timestamptz, proxy text)");
        SchemaInstaller installer = new SchemaInstaller(Database.unpooled(), names);
        installer.install().then(installer.installRefreshAhead()).block(Database.PATIENCE);
        return new IdSite(names, Database.pool(8));
    }

    R2dbcAccountRepository repository() {
        return new R2dbcAccountRepository(pool, names);
    }

    AccountTable table() {
        return new AccountTable(names);
    }

    void close() {
        pool.disposeLater().block(Database.PATIENCE);
    }
}
