package io.tokenwell.example.cli;

import io.tokenwell.r2dbc.AccountColumns;
import io.tokenwell.r2dbc.TableNames;

/** Puts the configured names, which {@link TableNames} has checked, into a statement's places. */
final class SqlNames {

    private SqlNames() {}

    static String in(String sql, TableNames names) {
        AccountColumns columns = names.columns();
        return sql.replace("{accounts}", quoted(names.schema()) + "." + quoted(names.accounts()))
                .replace("{claims}", quoted(names.schema()) + "." + quoted(names.claims()))
                .replace("{id}", quoted(columns.id()))
                .replace("{platform}", quoted(columns.platform()))
                .replace("{type}", quoted(columns.type()))
                .replace("{status}", quoted(columns.status()))
                .replace("{credentials}", quoted(columns.credentials()))
                .replace("{updated_at}", quoted(columns.updatedAt()));
    }

    static String quoted(String name) {
        return '"' + name + '"';
    }
}
