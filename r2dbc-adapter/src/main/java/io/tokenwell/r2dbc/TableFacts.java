package io.tokenwell.r2dbc;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the catalog says of a table or view and of what the role may do with it.
 *
 * @param kind kind of relation
 * @param usable whether the role may use the schema
 * @param updatable whether an UPDATE is possible at all
 * @param secured whether policies of rows apply to the role
 * @param writes what the role may do with whole rows
 * @param columns the columns
 */
record TableFacts(
        String kind, boolean usable, boolean updatable, boolean secured, Writes writes, List<Column> columns) {

    /** One row for each column. 4 is the bit of UPDATE. Reads the catalog itself, as names are refused without USAGE. */
    static final String SQL = """
            SELECT rel.relkind::text AS kind, has_schema_privilege(rel.relnamespace, 'USAGE') AS usable,
                   pg_relation_is_updatable(rel.oid, true) & 4 = 4 AS updatable, row_security_active(rel.oid) AS secured,
                   has_table_privilege(rel.oid, 'INSERT') AS inserts, has_table_privilege(rel.oid, 'DELETE') AS deletes,
                   att.attname::text AS name, base.typname::text AS type,
                   format_type(att.atttypid, att.atttypmod) AS shown, att.attgenerated <> '' AS generated,
                   has_column_privilege(rel.oid, att.attnum, 'SELECT') AS selects,
                   has_column_privilege(rel.oid, att.attnum, 'UPDATE') AS updates
              FROM pg_class AS rel JOIN pg_namespace AS nsp ON nsp.oid = rel.relnamespace
              JOIN pg_attribute AS att ON att.attrelid = rel.oid AND att.attnum > 0 AND NOT att.attisdropped
              JOIN pg_type AS typ ON typ.oid = att.atttypid
              JOIN pg_type AS base ON base.oid = CASE typ.typtype WHEN 'd' THEN typ.typbasetype ELSE typ.oid END
             WHERE nsp.nspname = $1 AND rel.relname = $2 AND rel.relkind IN ('r', 'p', 'v', 'm', 'f')
             ORDER BY att.attnum""";

    /** What the role may do with whole rows. */
    record Writes(boolean inserts, boolean deletes) {}

    /**
     * A column.
     *
     * @param type plain name of its type, under a domain if it has one
     * @param shown its type as SQL shows it
     */
    record Column(String name, String type, String shown, boolean generated, boolean selects, boolean updates) {}

    static Optional<TableFacts> of(List<TableFacts> rows) {
        return rows.stream()
                .reduce((some, more) -> some.with(Stream.concat(some.columns.stream(), more.columns.stream())
                        .toList()));
    }

    private TableFacts with(List<Column> all) {
        return new TableFacts(kind, usable, updatable, secured, writes, all);
    }

    static TableFacts read(Readable row) {
        Column column = new Column(
                text(row, "name"),
                text(row, "type"),
                text(row, "shown"),
                RowReader.flag(row, "generated"),
                RowReader.flag(row, "selects"),
                RowReader.flag(row, "updates"));
        return new TableFacts(
                text(row, "kind"),
                RowReader.flag(row, "usable"),
                RowReader.flag(row, "updatable"),
                RowReader.flag(row, "secured"),
                new Writes(RowReader.flag(row, "inserts"), RowReader.flag(row, "deletes")),
                List.of(column));
    }

    private static String text(Readable row, String column) {
        @Nullable String text = row.get(column, String.class);
        return text == null ? "" : text;
    }

    Optional<Column> column(@Nullable String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    boolean isView() {
        return kind.equals("v");
    }
}
