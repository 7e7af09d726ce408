package io.tokenwell.r2dbc;

import io.r2dbc.spi.ConnectionFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Creates the table of claims. For deployments that let their services create tables; others run the resource
 * {@code io/tokenwell/r2dbc/schema.sql} themselves. Safe for use by any thread.
 *
 * @since 0.1
 */
public final class SchemaInstaller {

    /** Any number that all instances agree on. */
    private static final long LOCK = 0x746f6b656e77656cL;

    // Read when the class is loaded: reading files is blocking work that must not happen on an event loop.
    private static final String CLAIMS = resource("schema.sql");
    private static final String ACCOUNTS = resource("accounts-example.sql");
    private static final String REFRESH_AHEAD = resource("refresh-ahead.sql");

    private final Statements statements;
    private final TableNames names;

    /**
     * An installer for some tables. Create it outside of event loops: it reads resources.
     *
     * @param connections where connections come from; not closed here
     * @param names names of the tables
     */
    public SchemaInstaller(ConnectionFactory connections, TableNames names) {
        this.statements = new Statements(Objects.requireNonNull(connections, "connections"));
        this.names = Objects.requireNonNull(names, "names");
    }

    /**
     * Creates the table of claims unless it is there. Any number of instances may do so at once.
     *
     * @return completes empty when the table is there; each subscription is an attempt; errors with a
     *     {@link io.tokenwell.TokenStorageException} of account 0 if the database can't be asked or refuses
     */
    public Mono<Void> install() {
        return created(CLAIMS.replace("tokenwell_claims", names.qualifiedClaims()), "schema.install");
    }

    /**
     * Creates the table of claims as soon as the database can be asked, so that an application starts while it is away. Tries
     * again after pauses that double from 100 ms up to 5 s, and says so once in the log.
     *
     * @return completes empty when the table is there; errors as {@link #install()} only if the database refuses (unknown
     *     database, password, rights, syntax), which waiting does not mend; cancelling ends the tries
     */
    public Mono<Void> installOnceReachable() {
        return install()
                .retryWhen(Retry.from(failures ->
                        failures.concatMap(failed -> Outage.pauseAfter(failed.totalRetries(), failed.failure()))));
    }

    /**
     * Creates an accounts table with the default columns and {@code proxy} unless it is there, for examples and tests.
     *
     * @return as {@link #install()}
     */
    public Mono<Void> installExampleAccounts() {
        return created(
                ACCOUNTS.replace("EXISTS accounts", "EXISTS " + names.qualifiedAccounts()), "schema.installExample");
    }

    /**
     * Creates the index by which {@link R2dbcAccountRepository#expiringAccounts()} finds accounts, unless it is there; needed by
     * nothing else. It is on the accounts table, which nobody can write while it is created (a second per some 100,000
     * accounts): on a large table that is in use, run the resource {@code io/tokenwell/r2dbc/refresh-ahead.sql} with
     * {@code CREATE INDEX CONCURRENTLY} instead. Where the accounts are a view, run it on the table below. Each update of the
     * credentials writes this index as well. Without it, each page that a refresher asks for reads all accounts.
     *
     * @return as {@link #install()}
     */
    public Mono<Void> installRefreshAhead() {
        AccountColumns columns = names.columns();
        String index = names.accounts() + "_tokenwell_expiry";
        String ddl = REFRESH_AHEAD
                .replace("credentials", Identifiers.quoted(columns.credentials()))
                .replace(", id);", ", " + Identifiers.quoted(columns.id()) + ");")
                .replace("EXISTS accounts_tokenwell_expiry", "EXISTS " + Identifiers.quoted(index))
                .replace("'accounts_tokenwell_expiry'", "'" + index + "'")
                .replace("'public'", "'" + names.schema() + "'")
                .replace("ON accounts", "ON " + names.qualifiedAccounts())
                .replace("ANALYZE accounts", "ANALYZE " + names.qualifiedAccounts());
        return created(ddl, "schema.installRefreshAhead");
    }

    /** Without binds both go to the server as one message, which makes them one transaction: the lock ends with it. */
    private Mono<Void> created(String ddl, String operation) {
        return statements
                .end("SELECT pg_advisory_xact_lock(" + LOCK + ");\n" + ddl)
                .onErrorMap(Statements.outage(0, operation));
    }

    private static String resource(String name) {
        try (InputStream in = SchemaInstaller.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(name, unreadable);
        }
    }
}
