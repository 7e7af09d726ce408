package io.tokenwell.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.tokenwell.r2dbc.SchemaFinding.Severity;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each sentence says what is wrong and what to do, and what it says helps. */
class SchemaCheckTest {

    private static final AtomicInteger ROLES = new AtomicInteger();
    private static final String COLUMNS =
            "id bigint PRIMARY KEY, platform text, type text, status text, credentials jsonb, updated_at timestamptz";

    private static FreeTable table(UnaryOperator<AccountColumnsBuilder> columns, String ddl) {
        return FreeTable.created(columns.apply(AccountColumns.builder()).build(), ddl);
    }

    private static FreeTable table() {
        return table(columns -> columns, COLUMNS);
    }

    private static List<SchemaFinding> findings(TableNames names, ConnectionFactory connections) {
        return Objects.requireNonNull(
                new SchemaCheck(connections, names).findings().block(Database.PATIENCE));
    }

    private static List<String> sentences(TableNames names) {
        return findings(names, Database.unpooled()).stream()
                .map(SchemaFinding::sentence)
                .toList();
    }

    private static ConnectionFactory as(String role) {
        return ConnectionFactories.get(Database.options()
                .mutate()
                .option(ConnectionFactoryOptions.USER, role)
                .build());
    }

    private static String role() {
        String role = "checks_" + ProcessHandle.current().pid() + "_" + ROLES.incrementAndGet();
        Database.execute("CREATE ROLE " + role + " LOGIN");
        return role;
    }

    @Test
    void whereAllIsWellThereIsNothing() {
        FreeTable table = table().withIndex();
        SchemaCheck check = new SchemaCheck(Database.unpooled(), table.names()).withRefreshAhead();
        assertThat(check.findings().block(Database.PATIENCE)).isEmpty();
        assertThat(check.required().block(Database.PATIENCE)).isNull();
    }

    @Test
    void missingTablesAreNamedAndStopTheStart() {
        TableNames names = TableNames.builder()
                .schema(Database.newSchema())
                .accounts("nowhere")
                .build();
        UnfitSchemaException error = Objects.requireNonNull(catchThrowableOfType(
                UnfitSchemaException.class,
                () -> new SchemaCheck(Database.unpooled(), names).required().block(Database.PATIENCE)));
        assertThat(error.findings()).hasSize(2);
        assertThat(error)
                .hasMessage("No token can be refreshed:"
                        + "\n  there is no table or view nowhere in schema " + names.schema()
                        + ": set schema and accounts of TableNames to where the accounts are"
                        + "\n  there is no table tokenwell_claims in schema " + names.schema()
                        + ": run io/tokenwell/r2dbc/schema.sql, or SchemaInstaller.install()");
    }

    @Test
    void missingColumnsAreNamed() {
        FreeTable table = table(columns -> columns.proxy("via"), "id bigint PRIMARY KEY, platform text, doc jsonb");
        assertThat(sentences(table.names()))
                .containsExactly(
                        "table Konten has no column type: set its name in AccountColumns, or null if the table has none",
                        "table Konten has no column status: set its name in AccountColumns, or null if the table has none",
                        "table Konten has no column credentials: set its name in AccountColumns",
                        "table Konten has no column via: set its name in AccountColumns, or null if the table has none",
                        "table Konten has no column updated_at: set its name in AccountColumns, or null if the table has none");
        Database.execute("ALTER TABLE " + table.names().qualifiedClaims() + " DROP COLUMN lost_since");
        assertThat(sentences(table.names()))
                .contains("table tokenwell_claims is of an earlier version: no lost_since:"
                        + " run io/tokenwell/r2dbc/schema.sql, or SchemaInstaller.install()");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "credentials jsonb | credentials text | column credentials is text, but credentials are set to JSONB: set credentialsType of AccountColumns to DocumentType.TEXT",
                "credentials jsonb | credentials json | column credentials is json, but credentials are set to JSONB: set credentialsType of AccountColumns to DocumentType.JSON",
                "credentials jsonb | credentials bytea | column credentials is bytea, but credentials are set to JSONB: use a column of the type jsonb, json or text",
                "id bigint | id xml | column id is xml, but ids are set to BIGINT: name a column of the type bigint, uuid or text as id of AccountColumns",
                "id bigint | id uuid | column id is uuid, but ids are set to BIGINT: set idType of AccountColumns to IdType.UUID",
                "updated_at timestamptz | updated_at bigint | column updated_at is bigint, but the time of a change is a timestamptz: set updatedAt of AccountColumns to null",
                "credentials jsonb | raw text, credentials jsonb GENERATED ALWAYS AS (raw::jsonb) STORED | column credentials is generated, so that nobody can write it: name the column that it is made of, or null for updatedAt"
            })
    void otherTypesAreNamed(String column, String instead, String sentence) {
        String ddl = COLUMNS.replace(column, instead).replace("xml PRIMARY KEY", "xml");
        assertThat(sentences(table(columns -> columns, ddl).names())).containsExactly(sentence);
    }

    @Test
    void aTextThatIsLimitedIsAHint() {
        FreeTable table = table(
                columns -> columns.credentialsType(DocumentType.TEXT),
                COLUMNS.replace("credentials jsonb", "credentials varchar(2000)"));
        List<SchemaFinding> found = findings(table.names(), Database.unpooled());
        assertThat(found).hasSize(1);
        assertThat(found.get(0).severity()).isEqualTo(Severity.HINT);
        Database.execute(found.get(0).remedy());
        assertThat(sentences(table.names())).isEmpty();
    }

    /** Each remedy is SQL, and with it nothing is missing any more. */
    @Test
    void missingRightsAreTheGrantsThatHelp() {
        FreeTable table = table();
        String role = role();
        String accounts = table.names().qualifiedAccounts();
        String schema = '"' + table.names().schema() + '"';
        List<SchemaFinding> found = findings(table.names(), as(role));
        assertThat(found)
                .extracting(SchemaFinding::remedy)
                .contains(
                        "GRANT USAGE ON SCHEMA " + schema + " TO \"" + role + "\";",
                        "GRANT SELECT (\"id\", \"platform\", \"type\", \"status\", \"credentials\") ON " + accounts
                                + " TO \"" + role + "\";",
                        "GRANT UPDATE (\"credentials\", \"updated_at\") ON " + accounts + " TO \"" + role + "\";",
                        "GRANT SELECT, INSERT, UPDATE, DELETE ON "
                                + table.names().qualifiedClaims() + " TO \"" + role + "\";");
        assertThat(found).allMatch(SchemaFinding::preventsRefreshes);
        found.stream().map(SchemaFinding::remedy).distinct().forEach(Database::execute);
        assertThat(findings(table.names(), as(role))).isEmpty();
    }

    @Test
    void aReadOnlyRoleIsNamed() {
        String role = role();
        Database.execute("GRANT ALL ON SCHEMA public TO " + role);
        FreeTable table = table();
        Database.execute("GRANT USAGE ON SCHEMA \"" + table.names().schema() + "\" TO " + role);
        Database.execute("GRANT ALL ON ALL TABLES IN SCHEMA \"" + table.names().schema() + "\" TO " + role);
        Database.execute("ALTER ROLE " + role + " SET default_transaction_read_only = on");
        List<SchemaFinding> found = findings(table.names(), as(role));
        assertThat(found)
                .extracting(SchemaFinding::problem)
                .containsExactly("sessions of the role " + role
                        + " are read-only, as the role, the database or the connection sets it");
        Database.execute(found.get(0).remedy());
        assertThat(findings(table.names(), as(role))).isEmpty();
    }

    @Test
    void viewsAreWhatCanBeDoneWithThem() {
        FreeTable table = table();
        String schema = table.names().schema();
        view(schema, "plain", "SELECT * FROM " + table.names().qualifiedAccounts());
        view(schema, "counted", "SELECT DISTINCT * FROM " + table.names().qualifiedAccounts());
        assertThat(sentences(named(table, "plain"))).isEmpty();
        assertThat(sentences(named(table, "counted")))
                .containsExactly("counted is a view that cannot be updated:"
                        + " name the table under it, or give the view an INSTEAD OF UPDATE trigger");
        Database.execute("CREATE FUNCTION \"" + schema
                + "\".nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'");
        Database.execute("CREATE TRIGGER instead INSTEAD OF UPDATE ON \"" + schema
                + "\".counted FOR EACH ROW EXECUTE FUNCTION \"" + schema + "\".nothing()");
        assertThat(sentences(named(table, "counted")))
                .singleElement()
                .asString()
                .startsWith("PostgreSQL refuses a statement of the library:")
                .contains("FOR NO KEY UPDATE is not allowed with DISTINCT clause");
    }

    private static void view(String schema, String name, String select) {
        Database.execute("CREATE VIEW \"" + schema + "\"." + name + " AS " + select);
    }

    private static TableNames named(FreeTable table, String accounts) {
        return table.names().toBuilder().accounts(accounts).build();
    }

    @Test
    void theIndexIsMissedByThoseWhoRefreshAheadOnly() {
        FreeTable table = table();
        assertThat(sentences(table.names())).isEmpty();
        SchemaCheck check = new SchemaCheck(Database.unpooled(), table.names()).withRefreshAhead();
        List<SchemaFinding> found = Objects.requireNonNull(check.findings().block(Database.PATIENCE));
        assertThat(found).extracting(SchemaFinding::severity).containsExactly(Severity.SLOW);
        assertThat(check.required().block(Database.PATIENCE)).isNull();
        table.withIndex();
        assertThat(check.findings().block(Database.PATIENCE)).isEmpty();
    }

    /** The query of a text uses no index that somebody made as for jsonb. */
    @Test
    void anIndexOfAnotherExpressionIsNone() {
        FreeTable table = table(
                columns -> columns.credentialsType(DocumentType.TEXT),
                COLUMNS.replace("credentials jsonb", "credentials text"));
        Database.execute(
                "CREATE INDEX ON " + table.names().qualifiedAccounts() + " ((credentials::jsonb ->> 'expires_at'))");
        SchemaCheck check = new SchemaCheck(Database.unpooled(), table.names()).withRefreshAhead();
        assertThat(check.findings().block(Database.PATIENCE))
                .extracting(SchemaFinding::severity)
                .containsExactly(Severity.SLOW);
        table.withIndex();
        assertThat(check.findings().block(Database.PATIENCE)).isEmpty();
    }

    @Test
    void policiesAreAHint() {
        FreeTable table = table();
        String role = role();
        findings(table.names(), as(role)).stream()
                .map(SchemaFinding::remedy)
                .distinct()
                .forEach(Database::execute);
        Database.execute("ALTER TABLE " + table.names().qualifiedAccounts() + " ENABLE ROW LEVEL SECURITY");
        assertThat(findings(table.names(), as(role)))
                .extracting(SchemaFinding::severity)
                .containsExactly(Severity.HINT);
    }
}
