package io.tokenwell.r2dbc;

import io.r2dbc.spi.ConnectionFactory;
import io.tokenwell.StorageOperation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Installer of the table of claims. For deployments whose services may create tables; other deployments run the
 * resource {@code io/tokenwell/r2dbc/schema.sql} themselves. Safe for use by any thread.
 *
 * @since 0.1
 */
public final class SchemaInstaller {

    /** A number that is the same on all instances. */
    private static final long LOCK = 0x746f6b656e77656cL;

    /** What the name of the index ends with. */
    static final String INDEX = "_tokenwell_expiry";

    // Read when the class is loaded: reading files is blocking work that must not happen on an event loop.
    private static final String CLAIMS = resource("schema.sql");
    private static final String ACCOUNTS = resource("accounts-example.sql");
    private static final String REFRESH_AHEAD = resource("refresh-ahead.sql");
    private static final String REFRESH_AHEAD_DOCUMENT = resource("refresh-ahead-document.sql");

    private final Statements statements;
    private final TableNames names;

    /**
     * Creates an installer. Create it outside of event loops, as it reads resources.
     *
     * @param connections source of connections; the caller closes it
     * @param names names of the tables
     */
    public SchemaInstaller(ConnectionFactory connections, TableNames names) {
        this.statements = new Statements(Objects.requireNonNull(connections, "connections"));
        this.names = Objects.requireNonNull(names, "names");
    }

    /**
     * Creates the table of claims if it does not exist, and adds what a table of an earlier version lacks, so that
     * instances of both versions can use it. Any number of instances may do so at once.
     *
     * @return completes empty when the table exists; each subscription is a new attempt; errors with a
     *     {@link io.tokenwell.TokenStorageException} if the database is unavailable or refuses. Cancelling
     *     may leave a statement behind that takes effect
     */
    public Mono<Void> install() {
        ClaimsSchema claims = new ClaimsSchema(names);
        return statements
                .row(claims.complete(), statement -> {}, row -> RowReader.flag(row, "complete"))
                .onErrorMap(Statements.outage(StorageOperation.SCHEMA_INSTALL))
                .flatMap(complete ->
                        complete ? Mono.empty() : created(claims.filledIn(CLAIMS), StorageOperation.SCHEMA_INSTALL));
    }

    /**
     * Creates the table of claims as soon as the database is available, so that an application can start during an
     * outage. Retries after pauses that double from 100 ms up to 5 s, and logs the first failure.
     *
     * @return completes empty when the table exists; errors like {@link #install()}, but only if the database refuses
     *     (unknown database, password, rights, syntax), as waiting does not repair that; cancelling ends the attempts
     */
    public Mono<Void> installOnceReachable() {
        return install()
                .retryWhen(Retry.from(failures ->
                        failures.concatMap(failed -> Outage.pauseAfter(failed.totalRetries(), failed.failure()))));
    }

    /**
     * Creates an accounts table with the default columns and {@code proxy} if it does not exist, for examples and
     * tests.
     *
     * @return as {@link #install()}
     */
    public Mono<Void> installExampleAccounts() {
        return created(
                ACCOUNTS.replace("EXISTS accounts", "EXISTS " + names.qualifiedAccounts()),
                StorageOperation.SCHEMA_INSTALL_EXAMPLE);
    }

    /**
     * Creates the index of {@link R2dbcAccountRepository#expiringAccounts()} if it does not exist. Nothing else needs
     * it. A document that is no jsonb has the index of {@code refresh-ahead-document.sql}. The index is on the accounts table, which is locked against writes during the creation (about a second per
     * 100,000 accounts). For a large table in use, run the resource {@code io/tokenwell/r2dbc/refresh-ahead.sql} with
     * {@code CREATE INDEX CONCURRENTLY} instead. If the accounts are a view, run it on the underlying table. Each
     * update of the credentials also writes this index. Without it, each page of a scan reads all accounts.
     *
     * @return as {@link #install()}
     */
    public Mono<Void> installRefreshAhead() {
        String asked = "SELECT EXISTS (SELECT FROM pg_stats WHERE schemaname = '" + names.schema()
                + "' AND tablename = '" + names.accounts() + INDEX + "') AS counted";
        return statements
                .row(asked, statement -> {}, row -> RowReader.flag(row, "counted"))
                .onErrorMap(Statements.outage(StorageOperation.SCHEMA_INSTALL_REFRESH_AHEAD))
                .flatMap(counted -> created(refreshAhead(counted), StorageOperation.SCHEMA_INSTALL_REFRESH_AHEAD));
    }

    /** The resource is plain SQL, which counts each time. Here a table is counted once: it reads much of a large one. */
    private String refreshAhead(boolean counted) {
        AccountColumns columns = names.columns();
        String ddl = columns.credentialsType() == DocumentType.JSONB ? REFRESH_AHEAD : REFRESH_AHEAD_DOCUMENT;
        return (counted ? ddl.substring(0, ddl.indexOf("ANALYZE accounts")) : ddl)
                .replace("credentials", Identifiers.quoted(columns.credentials()))
                .replace(
                        ", id);",
                        ", " + Identifiers.quoted(columns.id())
                                + columns.idType().order() + ");")
                .replace("EXISTS accounts" + INDEX, "EXISTS " + Identifiers.quoted(names.accounts() + INDEX))
                .replace("ON accounts", "ON " + names.qualifiedAccounts())
                .replace("ANALYZE accounts", "ANALYZE " + names.qualifiedAccounts());
    }

    /**
     * Runs the statements without bound values, so that both go to the server in one message and form one transaction,
     * whose end releases the lock.
     */
    private Mono<Void> created(String ddl, String operation) {
        return statements
                .end("SELECT pg_advisory_xact_lock(" + LOCK + ");\n" + ddl)
                .onErrorMap(Statements.outage(operation));
    }

    private static String resource(String name) {
        try (InputStream in = SchemaInstaller.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(name, unreadable);
        }
    }
}
