package io.tokenwell.r2dbc;

import io.r2dbc.spi.Readable;
import io.tokenwell.r2dbc.SchemaFinding.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

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
        List<SchemaFinding> found = new ArrayList<>();
        int needed = type == DocumentType.JSONB ? OLDEST : DocumentType.VERSION_OF_TEXT;
        if (version < needed) {
            found.add(SchemaFinding.prevents(
                    Subject.SERVER,
                    "the server is PostgreSQL " + version / TEN_THOUSAND,
                    "credentials in " + type.name().toLowerCase(Locale.ROOT) + " need PostgreSQL "
                            + needed / TEN_THOUSAND + " or later"));
        }
        if (standby) {
            found.add(SchemaFinding.prevents(
                    Subject.SERVER,
                    "the server is a standby, which takes no writes",
                    "connect to the primary, such as with targetServerType=primary"));
        } else if (readOnly) {
            found.add(SchemaFinding.prevents(
                    Subject.SERVER,
                    "sessions of the role " + role
                            + " are read-only, as the role, the database or the connection sets it",
                    "ALTER ROLE " + SchemaRules.name(role) + " SET default_transaction_read_only = off;"));
        }
        if (!encoding.equals("UTF8")) {
            found.add(SchemaFinding.hint(
                    Subject.SERVER,
                    "the encoding of the database is " + encoding,
                    "characters that it does not have cannot be stored; use a database in UTF8"));
        }
        return found;
    }
}
