package io.tokenwell.example.cli;

import io.tokenwell.r2dbc.AccountColumns;
import io.tokenwell.r2dbc.IdType;
import io.tokenwell.r2dbc.TableNames;
import java.util.Locale;

/** Puts the configured names, which {@link TableNames} has checked, into a statement's places. */
final class SqlNames {

    private SqlNames() {}

    static String in(String sql, TableNames names) {
        AccountColumns columns = names.columns();
        IdType type = columns.idType();
        boolean number = type == IdType.BIGINT;
        return sql.replace("{as text}", number ? "::bigint::text" : "::text")
                .replace(
                        "{key of claim}",
                        number ? "claim.account_id" : "coalesce(claim.account_key, claim.account_id::text)")
                .replace("{as key}", number ? "" : "::text")
                .replace("{in order}", type == IdType.TEXT ? " COLLATE \"C\"" : "")
                .replace("{id type}", type.name().toLowerCase(Locale.ROOT))
                .replace("{accounts}", quoted(names.schema()) + "." + quoted(names.accounts()))
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
