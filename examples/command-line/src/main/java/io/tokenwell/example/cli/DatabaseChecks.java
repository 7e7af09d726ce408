package io.tokenwell.example.cli;

import io.tokenwell.r2dbc.AccountColumns;
import io.tokenwell.r2dbc.IdType;
import io.tokenwell.r2dbc.TableNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Is PostgreSQL there, new enough, and are the two tables what the library needs? */
final class DatabaseChecks {

    private static final int LEAST_VERSION = 120_000;

    private static final String COLUMNS = """
            SELECT attname::text AS name, format_type(atttypid, NULL)::text AS type FROM pg_attribute
             WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped""";

    private static final List<String> CLAIMS = List.of(
            "account_id",
            "owner",
            "claimed_until",
            "started_at",
            "refresh_token_fingerprint",
            "outcome",
            "reason",
            "lost_owner",
            "lost_since",
            "account_key");

    private DatabaseChecks() {}

    static Flux<CheckLine> of(Session session) {
        return Flux.defer(() -> ofDatabase(session.database(), session.tables()))
                .onErrorResume(
                        StoreException.class,
                        failure -> Flux.just(CheckLine.unreachable(
                                "postgresql",
                                String.valueOf(failure.getMessage()),
                                "start PostgreSQL, or correct " + Setting.R2DBC_URL.key() + ", user and password")));
    }

    private static Flux<CheckLine> ofDatabase(Database database, TableNames names) {
        return Flux.concat(
                version(database),
                columns(database, names, names.accounts()).map(found -> accounts(names, found)),
                columns(database, names, names.claims()).map(found -> claims(names, found)),
                ClockSkew.measured(time(database)).map(skew -> skew.line("postgresql clock", "PostgreSQL")));
    }

    private static Mono<CheckLine> version(Database database) {
        return database.rows(
                        "SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS text",
                        statement -> {},
                        row -> {
                            @Nullable Integer number = row.get("number", Integer.class);
                            String text = StoredAccount.text(row, "text");
                            return number != null && number >= LEAST_VERSION
                                    ? CheckLine.ok("postgresql", "version " + text)
                                    : CheckLine.failed(
                                            "postgresql", "version " + text, "PostgreSQL 12 or later is needed");
                        })
                .next();
    }

    private static Mono<Instant> time(Database database) {
        return database.rows(
                        "SELECT clock_timestamp() AS now",
                        statement -> {},
                        row -> Objects.requireNonNull(row.get("now", Instant.class)))
                .next();
    }

    private static Mono<Map<String, String>> columns(Database database, TableNames names, String table) {
        String qualified = SqlNames.quoted(names.schema()) + "." + SqlNames.quoted(table);
        return database.rows(
                        COLUMNS,
                        statement -> statement.bind("$1", qualified),
                        row -> List.of(StoredAccount.text(row, "name"), StoredAccount.text(row, "type")))
                .collectMap(pair -> pair.get(0), pair -> pair.get(1));
    }

    private static CheckLine accounts(TableNames names, Map<String, String> found) {
        String what = "table " + names.accounts();
        if (found.isEmpty()) {
            return CheckLine.failed(
                    what,
                    "there is none in schema " + names.schema(),
                    "set tokenwell.tables.schema and tokenwell.tables.accounts to where the accounts are");
        }
        List<String> wrong = new ArrayList<>();
        needed(names.columns()).forEach(needed -> {
            @Nullable String is = found.get(needed.column());
            if (is == null) {
                wrong.add("no column " + needed.column());
            } else if (!is.matches(needed.type())) {
                wrong.add(needed.column() + " is " + is);
            }
        });
        return wrong.isEmpty()
                ? CheckLine.ok(what, "has the columns")
                : CheckLine.failed(
                        what,
                        String.join(", ", wrong),
                        "set tokenwell.columns.* to the names that the table has; credentials must be jsonb, and tokenwell.columns.id-type the type of the ids");
    }

    /** A column, and what its type must look like. */
    private record Needed(String column, String type) {}

    private static List<Needed> needed(AccountColumns columns) {
        List<Needed> needed = new ArrayList<>(List.of(
                new Needed(columns.id(), ofIds(columns.idType())),
                new Needed(columns.platform(), ".*"),
                new Needed(columns.type(), ".*"),
                new Needed(columns.status(), ".*"),
                new Needed(columns.credentials(), "jsonb"),
                new Needed(columns.updatedAt(), "timestamp.*")));
        if (columns.proxy() != null) {
            needed.add(new Needed(columns.proxy(), ".*"));
        }
        return needed;
    }

    private static String ofIds(IdType type) {
        return switch (type) {
            case BIGINT -> "bigint|integer|smallint";
            case UUID -> "uuid";
            case TEXT -> "text|character varying";
        };
    }

    private static CheckLine claims(TableNames names, Map<String, String> found) {
        String what = "table " + names.claims();
        List<String> missing =
                CLAIMS.stream().filter(column -> !found.containsKey(column)).toList();
        if (missing.isEmpty()) {
            return CheckLine.ok(what, "is of this version");
        }
        return CheckLine.failed(
                what,
                found.isEmpty() ? "there is none" : "is of an earlier version: no " + String.join(", ", missing),
                "run check --install, or io/tokenwell/r2dbc/schema.sql, or start a gateway once");
    }
}
