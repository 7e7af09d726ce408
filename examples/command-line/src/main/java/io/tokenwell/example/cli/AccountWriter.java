package io.tokenwell.example.cli;

import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import io.tokenwell.r2dbc.TableNames;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * Stores records, a batch with one statement. Values take the types of the table's own columns. Rows that are there are locked
 * first, as all of the library's statements do, so that a refresh under way is either over or sees a greater version and lets
 * the row win.
 */
final class AccountWriter {

    private static final String GIVEN = """
            WITH given AS MATERIALIZED (
              SELECT made.{id} AS id, made.{platform} AS platform, made.{type} AS type, made.{status} AS status,
                     made.{credentials} AS credentials, {given proxy} AS proxy,
                     each.value -> 'marks' AS marks, (each.value ->> 'version')::bigint AS version,
                     (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now
                FROM jsonb_array_elements($1) AS each,
                     LATERAL jsonb_populate_record(NULL::{accounts}, {as columns}) AS made
            ), found AS MATERIALIZED (
              SELECT held.{id} AS id, known.marks AS marks,
                     EXISTS (SELECT FROM jsonb_array_elements(known.marks) AS mark WHERE given.marks @> mark.value) AS same,
                     CASE WHEN held.{credentials} ->> '_token_version' ~ '^[0-9]{1,18}$'
                          THEN (held.{credentials} ->> '_token_version')::bigint ELSE 0 END AS version
                FROM {accounts} AS held JOIN given ON given.id = held.{id},
                     LATERAL (SELECT CASE jsonb_typeof(held.{credentials} -> '_import')
                                     WHEN 'array' THEN held.{credentials} -> '_import' ELSE '[]' END AS marks) AS known
               ORDER BY held.{id} FOR NO KEY UPDATE OF held
            ), added AS (
              INSERT INTO {accounts} ({id}, {platform}, {type}, {status}, {credentials}, {updated_at}{, proxy})
              SELECT id, platform, type, status,
                     credentials || jsonb_build_object('_token_version', coalesce(version, now)), now(){, given.proxy}
                FROM given WHERE id NOT IN (SELECT id FROM found) ORDER BY id
              ON CONFLICT ({id}) DO NOTHING
              RETURNING {id} AS id
            )""";

    /**
     * A record that was imported before changes what stands beside the tokens, never the tokens: they may have been rotated, or
     * replaced by a later login. The row knows the latest twenty.
     */
    private static final String CHANGED = """
            , changed AS (
              UPDATE {accounts} AS held
                 SET {platform} = given.platform, {type} = given.type, {status} = given.status{set proxy},
                     {updated_at} = now(),
                     {credentials} = CASE WHEN found.same THEN held.{credentials} ELSE given.credentials
                       || jsonb_build_object(
                            '_token_version', greatest(given.now, given.version, found.version + 1),
                            '_import', (SELECT jsonb_agg(latest.mark ORDER BY latest.n)
                                          FROM (SELECT mark, n
                                                  FROM jsonb_array_elements(found.marks || (given.credentials -> '_import'))
                                                       WITH ORDINALITY AS every (mark, n)
                                                 ORDER BY n DESC LIMIT 20) AS latest)) END
                FROM given JOIN found ON found.id = given.id
               WHERE held.{id} = found.id
                 AND CASE WHEN found.same THEN (held.{platform}, held.{type}, held.{status}{held proxy})
                                   IS DISTINCT FROM (given.platform, given.type, given.status{, given.proxy})
                          ELSE coalesce(given.version >= found.version, true) END
              RETURNING held.{id} AS id
            )
            SELECT given.id{as text} AS id,
                   CASE WHEN added.id IS NOT NULL THEN 'INSERTED' WHEN changed.id IS NOT NULL THEN 'UPDATED'
                        WHEN found.same THEN 'UNCHANGED' WHEN found.id IS NOT NULL THEN 'OLDER' ELSE 'THERE' END AS fate
              FROM given LEFT JOIN found ON found.id = given.id LEFT JOIN added ON added.id = given.id
                         LEFT JOIN changed ON changed.id = given.id""";

    private static final String LEFT_ALONE = """

            SELECT given.id{as text} AS id, CASE WHEN added.id IS NOT NULL THEN 'INSERTED' ELSE 'THERE' END AS fate
              FROM given LEFT JOIN added ON added.id = given.id""";

    private final Database database;
    private final String sql;

    AccountWriter(Database database, TableNames names, boolean updates) {
        this.database = database;
        this.sql = rendered(GIVEN + (updates ? CHANGED : LEFT_ALONE), names);
    }

    /** What became of a record. */
    enum Fate {
        INSERTED,
        UPDATED,
        /** It was imported before. */
        UNCHANGED,
        /** The row is newer. */
        OLDER,
        /** The account is there, and was left alone. */
        THERE
    }

    /**
     * What became of an account's record.
     *
     * @param id the account
     * @param fate what became of it
     */
    record Written(String id, Fate fate) {}

    /** One for each record, in any order; all of them or none are stored. */
    Flux<Written> written(List<ImportRecord> records) {
        return database.rows(sql, statement -> bind(statement, records), AccountWriter::read);
    }

    /** As a stream, because the driver's log prints bound text. */
    private static void bind(Statement statement, List<ImportRecord> records) {
        String array = records.stream().map(ImportRecord::json).collect(Collectors.joining(",", "[", "]"));
        statement.bind("$1", Json.of(new ByteArrayInputStream(array.getBytes(StandardCharsets.UTF_8))));
    }

    private static Written read(Readable row) {
        return new Written(StoredAccount.id(row), Fate.valueOf(StoredAccount.text(row, "fate")));
    }

    private static String rendered(String template, TableNames names) {
        @Nullable String proxy = names.columns().proxy();
        String column = proxy == null ? "" : SqlNames.quoted(proxy);
        String sql = template.replace("{given proxy}", proxy == null ? "NULL::text" : "made." + column)
                .replace("{, proxy}", proxy == null ? "" : ", " + column)
                .replace("{, given.proxy}", proxy == null ? "" : ", given.proxy")
                .replace("{set proxy}", proxy == null ? "" : ", " + column + " = given.proxy")
                .replace("{held proxy}", proxy == null ? "" : ", held." + column)
                .replace("{as columns}", asColumns(names, proxy));
        return SqlNames.in(sql, names);
    }

    /** The record's fields under the names of the columns. */
    private static String asColumns(TableNames names, @Nullable String proxy) {
        var columns = names.columns();
        String all = column("id", columns.id()) + ", "
                + column("platform", SqlNames.required(columns.platform(), Setting.PLATFORM_COLUMN)) + ", "
                + column("type", SqlNames.required(columns.type(), Setting.TYPE_COLUMN)) + ", "
                + column("status", SqlNames.required(columns.status(), Setting.STATUS_COLUMN)) + ", "
                + column("credentials", columns.credentials());
        return "jsonb_build_object(" + all + (proxy == null ? "" : ", " + column("proxy", proxy)) + ")";
    }

    private static String column(String field, String name) {
        return "'" + name + "', each.value -> 'row' -> '" + field + "'";
    }
}
