package io.tokenwell.r2dbc;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A table as somebody else has made it: other types, other words, columns that are not there. */
record FreeTable(TableNames names) {

    /** A table of its own, with those columns. */
    static FreeTable created(AccountColumns columns, String ddl) {
        TableNames names = TableNames.builder()
                .schema(Database.newSchema())
                .accounts("Konten")
                .columns(columns)
                .build();
        Database.execute("CREATE TABLE " + names.qualifiedAccounts() + " (" + ddl + ")");
        new SchemaInstaller(Database.unpooled(), names).install().block(Database.PATIENCE);
        return new FreeTable(names);
    }

    FreeTable withIndex() {
        new SchemaInstaller(Database.unpooled(), names).installRefreshAhead().block(Database.PATIENCE);
        return this;
    }

    /** In the words of the table. */
    void store(Account account) {
        store(account, document(account.credentials()));
    }

    private void store(Account account, String document) {
        AccountColumns columns = names.columns();
        Map<String, String> values = new LinkedHashMap<>();
        put(values, columns.id(), String.valueOf(account.id()));
        put(values, columns.platform(), literal(platform(account.platform())));
        put(values, columns.type(), literal(account.type()));
        put(values, columns.status(), literal(status(account.status())));
        put(values, columns.credentials(), document);
        put(values, columns.proxy(), account.proxy() == null ? "NULL" : literal(account.proxy()));
        Database.execute("INSERT INTO " + names.qualifiedAccounts() + " (" + joined(values, "%1$s") + ") VALUES ("
                + joined(values, "%2$s") + ") ON CONFLICT (" + Identifiers.quoted(columns.id()) + ") DO UPDATE SET "
                + joined(values, "%1$s = excluded.%1$s"));
    }

    /** An account whose document is this SQL. */
    void storeDocument(long id, String document) {
        store(Account.active(id, "openai", Credentials.empty()), document);
    }

    private static void put(Map<String, String> values, @Nullable String column, String value) {
        if (column != null) {
            values.put(column, value);
        }
    }

    private static String joined(Map<String, String> values, String format) {
        return values.entrySet().stream()
                .map(entry -> format.formatted(Identifiers.quoted(entry.getKey()), entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** As another program writes it: a text that no jsonb has put in order. */
    private static String document(Credentials credentials) {
        return literal(JsonText.of(credentials.asMap()));
    }

    static String literal(String text) {
        return "$words$" + text + "$words$";
    }

    private String platform(String platform) {
        return names.columns().platforms().entrySet().stream()
                .filter(entry -> entry.getValue().equals(platform))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(platform);
    }

    private String status(String status) {
        return status.equals(Account.ACTIVE)
                ? names.columns().activeStatuses().iterator().next()
                : status;
    }

    /** A column of the row of an account, as text. */
    String stored(long id, String column) {
        return Database.asked("SELECT (SELECT (" + column + ")::text FROM " + names.qualifiedAccounts() + " WHERE "
                + Identifiers.quoted(names.columns().id()) + " = " + id + ")");
    }
}
