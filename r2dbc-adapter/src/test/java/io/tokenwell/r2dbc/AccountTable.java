package io.tokenwell.r2dbc;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import java.util.Map;

/** What an operator does to the tables, behind the repository's back. */
record AccountTable(TableNames names) {

    void store(Account account) {
        AccountColumns columns = names.columns();
        new Statements(Database.unpooled())
                .row(
                        upsert(columns),
                        statement -> {
                            columns.idType()
                                    .bind(statement, "$1", account.id())
                                    .bind("$2", account.platform())
                                    .bind("$3", account.type())
                                    .bind("$4", account.status())
                                    .bind("$5", CredentialsJson.write(account.id(), account.credentials()));
                            if (account.proxy() == null) {
                                statement.bindNull("$6", String.class);
                            } else {
                                statement.bind("$6", account.proxy());
                            }
                        },
                        row -> true)
                .block(Database.PATIENCE);
    }

    private String upsert(AccountColumns columns) {
        return ("INSERT INTO %1$s AS row (\"%2$s\", \"%3$s\", \"%4$s\", \"%5$s\", \"%6$s\", \"%7$s\")"
                        + " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (\"%2$s\") DO UPDATE SET"
                        + " \"%3$s\" = $2, \"%4$s\" = $3, \"%5$s\" = $4, \"%6$s\" = $5, \"%7$s\" = $6"
                        + " RETURNING 1")
                .formatted(
                        names.qualifiedAccounts(),
                        columns.id(),
                        columns.platform(),
                        columns.type(),
                        columns.status(),
                        columns.credentials(),
                        columns.proxy());
    }

    void storeDocument(long accountId, String sqlLiteral) {
        Database.execute("INSERT INTO " + names.qualifiedAccounts() + " (id, platform, type, credentials) VALUES ("
                + accountId + ", 'openai', 'oauth', " + sqlLiteral + ")");
    }

    void delete(String accountId) {
        Database.execute("DELETE FROM %s WHERE \"%s\" = %s"
                .formatted(names.qualifiedAccounts(), names.columns().id(), literal(accountId)));
    }

    void letClaimExpire(String accountId) {
        Database.execute(
                "UPDATE " + names.qualifiedClaims() + " SET claimed_until = clock_timestamp()" + ofAccount(accountId));
    }

    void letMarkAge(String accountId) {
        Database.execute("UPDATE " + names.qualifiedClaims() + " SET started_at = started_at - interval '5 minutes'"
                + ofAccount(accountId));
    }

    String claim(long accountId, String column) {
        return Database.asked("SELECT (SELECT (" + column + ")::text FROM " + names.qualifiedClaims()
                + ofAccount(Long.toString(accountId)) + ")");
    }

    private static String ofAccount(String accountId) {
        return " WHERE coalesce(account_key, account_id::text) = " + literal(accountId);
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    static Credentials credentials(long version) {
        return Credentials.of(Map.of(
                Credentials.ACCESS_TOKEN, "at-" + version,
                Credentials.REFRESH_TOKEN, "rt-" + version,
                Credentials.TOKEN_VERSION, version));
    }

    Account stored(long accountId) {
        Account account = Account.active(accountId, "openai", credentials(1));
        store(account);
        return account;
    }
}
