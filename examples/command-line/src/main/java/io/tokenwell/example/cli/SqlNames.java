package io.tokenwell.example.cli;

import io.tokenwell.Account;
import io.tokenwell.r2dbc.AccountColumns;
import io.tokenwell.r2dbc.DocumentType;
import io.tokenwell.r2dbc.IdType;
import io.tokenwell.r2dbc.TableNames;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts the configured names, which {@link TableNames} has checked, into a statement's places. The commands that have statements of their
 * own need a table with all columns, its words as they are and credentials in jsonb.
 */
final class SqlNames {

    private SqlNames() {}

    static String in(String sql, TableNames names) {
        AccountColumns columns = names.columns();
        refuse(sql, "{credentials}", columns.credentialsType() != DocumentType.JSONB, Setting.CREDENTIALS_TYPE);
        refuse(sql, "{platform}", columns.fixedPlatform() != null, Setting.FIXED_PLATFORM);
        refuse(sql, "{platform}", !columns.platforms().isEmpty(), Setting.PLATFORMS);
        refuse(sql, "{status}", !columns.activeStatuses().equals(Set.of(Account.ACTIVE)), Setting.ACTIVE_STATUSES);
        String placed = typed(sql, columns.idType())
                .replace("{accounts}", quoted(names.schema()) + "." + quoted(names.accounts()))
                .replace("{claims}", quoted(names.schema()) + "." + quoted(names.claims()))
                .replace("{id}", quoted(columns.id()))
                .replace("{credentials}", quoted(columns.credentials()));
        placed = place(placed, "{platform}", columns.platform(), Setting.PLATFORM_COLUMN);
        placed = place(placed, "{type}", columns.type(), Setting.TYPE_COLUMN);
        placed = place(placed, "{status}", columns.status(), Setting.STATUS_COLUMN);
        return place(placed, "{updated_at}", columns.updatedAt(), Setting.UPDATED_AT_COLUMN);
    }

    private static String typed(String sql, IdType type) {
        boolean number = type == IdType.BIGINT;
        return sql.replace("{as text}", number ? "::bigint::text" : "::text")
                .replace(
                        "{key of claim}",
                        number ? "claim.account_id" : "coalesce(claim.account_key, claim.account_id::text)")
                .replace("{as key}", number ? "" : "::text")
                .replace("{in order}", type == IdType.TEXT ? " COLLATE \"C\"" : "")
                .replace("{id type}", type.name().toLowerCase(Locale.ROOT));
    }

    private static String place(String sql, String place, @Nullable String column, Setting setting) {
        refuse(sql, place, column == null, setting);
        return column == null ? sql : sql.replace(place, quoted(column));
    }

    private static void refuse(String sql, String place, boolean otherwise, Setting setting) {
        if (otherwise && sql.contains(place)) {
            throw without(setting);
        }
    }

    static String required(@Nullable String column, Setting setting) {
        if (column == null) {
            throw without(setting);
        }
        return column;
    }

    private static SettingException without(Setting setting) {
        return SettingException.of(
                "this command has SQL of its own, which cannot do with " + setting.key() + " as it is set");
    }

    static String quoted(String name) {
        return '"' + name + '"';
    }
}
