package io.tokenwell.r2dbc;

import io.tokenwell.r2dbc.SchemaFinding.Subject;
import io.tokenwell.r2dbc.TableFacts.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What must be true of the columns of the accounts. */
record ColumnRules(TableNames names, String role) {

    private static final String TIMES = "timestamptz|timestamp|date";

    List<SchemaFinding> findings(TableFacts table) {
        List<SchemaFinding> found = new ArrayList<>();
        missing(table).forEach(found::add);
        table.column(columns().id())
                .filter(id -> !columns().idType().fits(id.type()))
                .ifPresent(id -> found.add(id(id)));
        table.column(columns().credentials()).ifPresent(credentials -> found.addAll(document(credentials)));
        table.column(columns().updatedAt()).ifPresent(time -> found.addAll(time(time)));
        SchemaRules rules = new SchemaRules(names, role);
        rules.grant(Subject.ACCOUNTS, right("SELECT", table, read(), Column::selects), names.qualifiedAccounts())
                .ifPresent(found::add);
        rules.grant(Subject.ACCOUNTS, right("UPDATE", table, written(), Column::updates), names.qualifiedAccounts())
                .ifPresent(found::add);
        return found;
    }

    private AccountColumns columns() {
        return names.columns();
    }

    private Stream<SchemaFinding> missing(TableFacts table) {
        return Stream.concat(read().stream(), Stream.ofNullable(columns().updatedAt()))
                .filter(name -> table.column(name).isEmpty())
                .map(name -> SchemaFinding.prevents(
                        Subject.ACCOUNTS,
                        "table " + names.accounts() + " has no column " + name,
                        "set its name in AccountColumns"
                                + (isOptional(name) ? ", or null if the table has none" : "")));
    }

    private boolean isOptional(String name) {
        return !name.equals(columns().id()) && !name.equals(columns().credentials());
    }

    private SchemaFinding id(Column column) {
        String remedy = Stream.of(IdType.values())
                .filter(type -> type.fits(column.type()))
                .findFirst()
                .map(type -> "set idType of AccountColumns to IdType." + type)
                .orElse("name a column of the type bigint, uuid or text as id of AccountColumns");
        return wrong(column, "ids are set to " + columns().idType(), remedy);
    }

    private List<SchemaFinding> document(Column column) {
        List<SchemaFinding> found = new ArrayList<>(generated(column));
        if (!columns().credentialsType().fits(column.type())) {
            String remedy = Stream.of(DocumentType.values())
                    .filter(type -> type.fits(column.type()))
                    .findFirst()
                    .map(type -> "set credentialsType of AccountColumns to DocumentType." + type)
                    .orElse("use a column of the type jsonb, json or text");
            found.add(wrong(column, "credentials are set to " + columns().credentialsType(), remedy));
        } else if (column.shown().contains("(")) {
            found.add(SchemaFinding.hint(
                    Subject.ACCOUNTS,
                    "column " + column.name() + " is " + column.shown()
                            + ", and what is longer cannot be stored once it was redeemed",
                    "ALTER TABLE " + names.qualifiedAccounts() + " ALTER COLUMN " + Identifiers.quoted(column.name())
                            + " TYPE text;"));
        }
        return found;
    }

    private List<SchemaFinding> time(Column column) {
        return column.type().matches(TIMES)
                ? generated(column)
                : List.of(wrong(
                        column, "the time of a change is a timestamptz", "set updatedAt of AccountColumns to null"));
    }

    private static List<SchemaFinding> generated(Column column) {
        return column.generated()
                ? List.of(SchemaFinding.prevents(
                        Subject.ACCOUNTS,
                        "column " + column.name() + " is generated, so that nobody can write it",
                        "name the column that it is made of, or null for updatedAt"))
                : List.of();
    }

    private static SchemaFinding wrong(Column column, String rule, String remedy) {
        return SchemaFinding.prevents(
                Subject.ACCOUNTS, "column " + column.name() + " is " + column.shown() + ", but " + rule, remedy);
    }

    private List<String> read() {
        AccountColumns columns = columns();
        @Nullable String platform = columns.fixedPlatform() == null ? columns.platform() : null;
        return Stream.of(
                        columns.id(),
                        platform,
                        columns.type(),
                        columns.status(),
                        columns.credentials(),
                        columns.proxy())
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .distinct()
                .toList();
    }

    private List<String> written() {
        return Stream.concat(
                        Stream.of(columns().credentials()),
                        Stream.ofNullable(columns().updatedAt()))
                .toList();
    }

    /** Returns the right on those columns that lack it, as SQL has it; empty if none does. */
    private static String right(String right, TableFacts table, List<String> names, Predicate<Column> granted) {
        String lacking = names.stream()
                .map(table::column)
                .flatMap(Optional::stream)
                .filter(column -> !granted.test(column))
                .map(column -> Identifiers.quoted(column.name()))
                .collect(Collectors.joining(", "));
        return lacking.isEmpty() ? "" : right + " (" + lacking + ")";
    }
}
