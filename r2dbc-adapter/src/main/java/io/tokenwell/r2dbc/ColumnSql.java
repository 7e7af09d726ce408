package io.tokenwell.r2dbc;

import io.tokenwell.Account;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts the columns of a table as it is into the templates of {@link AccountSql}: other names, types and values, missing ones. */
record ColumnSql(AccountColumns columns) {

    /** In one pass, as the values may contain whatever a template contains. */
    private static final Pattern PLACE =
            Pattern.compile("(account\\.)?\\{(platform|type|status|credentials|proxy|expiry|column|stored|updated)}");

    /** What a table without the column, or with another word, has for a status that is {@code active} by accident. */
    private static final String NOT_IN_USE = "not in use";

    String applied(String template) {
        return PLACE.matcher(template)
                .replaceAll(place -> Matcher.quoteReplacement(sql(place.group(2), prefix(place.group(1)))));
    }

    private static String prefix(@Nullable String alias) {
        return alias == null ? "" : alias;
    }

    private String sql(String place, String prefix) {
        return switch (place) {
            case "platform" -> platform(prefix);
            case "type" -> column(prefix, columns.type(), Account.OAUTH);
            case "status" -> status(prefix);
            case "credentials" -> DocumentSql.document(columns.credentialsType(), prefix + credentials());
            case "expiry" -> expiry(prefix);
            case "column" -> prefix + credentials();
            case "stored" -> columns.credentialsType().cast();
            case "updated" -> updated();
            default -> proxy(prefix);
        };
    }

    /** Returns the expression of {@link ExpirySql} for the columns that {@code prefix} names. */
    String expiry(String prefix) {
        return "("
                + DocumentSql.indexed(columns.credentialsType(), prefix + credentials(), "expires_at", ExpirySql.END)
                + ")";
    }

    private String credentials() {
        return Identifiers.quoted(columns.credentials());
    }

    private String updated() {
        String column = columns.updatedAt();
        return column == null ? "" : ", " + Identifiers.quoted(column) + " = clock_timestamp()";
    }

    private String proxy(String prefix) {
        String column = columns.proxy();
        return (column == null ? "NULL" : prefix + Identifiers.quoted(column)) + "::text";
    }

    private String platform(String prefix) {
        if (columns.fixedPlatform() != null) {
            return literal(columns.fixedPlatform());
        }
        String column = column(prefix, columns.platform(), "");
        return columns.platforms().isEmpty()
                ? column
                : columns.platforms().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> " WHEN " + literal(entry.getKey()) + " THEN " + literal(entry.getValue()))
                        .collect(Collectors.joining(
                                "", "(CASE " + column + "::text", " ELSE " + column + "::text END)"));
    }

    private String status(String prefix) {
        String column = column(prefix, columns.status(), Account.ACTIVE);
        if (columns.status() == null || columns.activeStatuses().equals(Set.of(Account.ACTIVE))) {
            return column;
        }
        String active = columns.activeStatuses().stream()
                .sorted()
                .map(ColumnSql::literal)
                .collect(Collectors.joining(", "));
        return "(CASE WHEN " + column + "::text IN (" + active + ") THEN '" + Account.ACTIVE + "' WHEN " + column
                + "::text = '" + Account.ACTIVE + "' THEN '" + NOT_IN_USE + "' ELSE " + column + "::text END)";
    }

    private static String column(String prefix, @Nullable String column, String instead) {
        return column == null ? literal(instead) : prefix + Identifiers.quoted(column);
    }

    /** Means the same whatever standard_conforming_strings is. */
    static String literal(String text) {
        return "E'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
