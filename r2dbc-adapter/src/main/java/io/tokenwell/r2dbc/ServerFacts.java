package io.tokenwell.r2dbc;

import io.r2dbc.spi.Readable;
import io.tokenwell.r2dbc.SchemaFinding.Subject;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What the server says of itself and of this session. */
record ServerFacts(int version, boolean standby, boolean readOnly, String encoding, String role) {

    static final String SQL = """
            SELECT current_setting('server_version_num')::integer AS version, pg_is_in_recovery() AS standby,
                   current_setting('transaction_read_only') = 'on' AS read_only,
                   current_setting('server_encoding') AS encoding, current_user::text AS role""";

    private static final int OLDEST = 120_000;
    private static final int TEN_THOUSAND = 10_000;

    static ServerFacts read(Readable row) {
        return new ServerFacts(
                Objects.requireNonNull(row.get("version", Integer.class)),
                RowReader.flag(row, "standby"),
                RowReader.flag(row, "read_only"),
                Objects.requireNonNull(row.get("encoding", String.class)),
                Objects.requireNonNull(row.get("role", String.class)));
    }

    List<SchemaFinding> findings(DocumentType type) {
        return Stream.of(tooOld(type), readOnlyServer(), otherEncoding())
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<SchemaFinding> tooOld(DocumentType type) {
        int needed = type == DocumentType.JSONB ? OLDEST : DocumentType.VERSION_OF_TEXT;
        return finding(
                version < needed,
                "the server is PostgreSQL " + version / TEN_THOUSAND,
                "credentials in " + type.name().toLowerCase(Locale.ROOT) + " need PostgreSQL " + needed / TEN_THOUSAND
                        + " or later");
    }

    private Optional<SchemaFinding> readOnlyServer() {
        Optional<SchemaFinding> isStandby = finding(
                standby,
                "the server is a standby, which takes no writes",
                "connect to the primary, such as with targetServerType=primary");
        return isStandby.or(() -> finding(
                readOnly,
                "sessions of the role " + role + " are read-only, as the role, the database or the connection sets it",
                "ALTER ROLE " + SchemaRules.name(role) + " SET default_transaction_read_only = off;"));
    }

    private Optional<SchemaFinding> otherEncoding() {
        return encoding.equals("UTF8")
                ? Optional.empty()
                : Optional.of(SchemaFinding.hint(
                        Subject.SERVER,
                        "the encoding of the database is " + encoding,
                        "characters that it does not have cannot be stored; use a database in UTF8"));
    }

    private static Optional<SchemaFinding> finding(boolean found, String problem, String remedy) {
        return found ? Optional.of(SchemaFinding.prevents(Subject.SERVER, problem, remedy)) : Optional.empty();
    }
}
