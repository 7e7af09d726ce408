package io.tokenwell.example.benchmarks.fleet;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Statement;
import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.example.servers.IssuedTokens;
import io.tokenwell.r2dbc.SchemaInstaller;
import io.tokenwell.r2dbc.TableNames;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The table of accounts, as whoever logs accounts in writes it. Blocks; safe for use by any thread. */
public final class AccountTable {

    private static final String STORE = """
            INSERT INTO accounts (id, platform, type, status, credentials)
            SELECT id, 'openai', 'oauth', 'active', jsonb_build_object(
                   'access_token', access_token, 'refresh_token', refresh_token, 'expires_at', expires_at)
              FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[])
                   AS fresh(id, access_token, refresh_token, expires_at)
            ON CONFLICT (id) DO UPDATE SET credentials = excluded.credentials""";

    private final ConnectionFactory connections;

    AccountTable(String r2dbcUrl) {
        connections = ConnectionFactories.get(r2dbcUrl);
    }

    void create() {
        SchemaInstaller installer = new SchemaInstaller(connections, TableNames.defaults());
        installer.installExampleAccounts().then(installer.install()).block();
        String springs = SpringTable.ddl();
        run(connection -> connection.createStatement(springs));
    }

    /** Creates the index by which accounts that expire are found. */
    public void indexExpiries() {
        new SchemaInstaller(connections, TableNames.defaults())
                .installRefreshAhead()
                .block();
    }

    /**
     * Counts the accounts whose stored token ends before an instant.
     *
     * @param end in milliseconds of the epoch
     * @return how many
     */
    public long endingBefore(long end) {
        String sql = "SELECT count(*) FROM accounts WHERE (credentials ->> 'expires_at')::timestamptz"
                + " < to_timestamp($1::double precision / 1000)";
        Long count = Mono.usingWhen(
                        connections.create(),
                        connection -> Flux.from(connection
                                        .createStatement(sql)
                                        .bind("$1", end)
                                        .execute())
                                .flatMap(result -> result.map(row -> row.get(0, Long.class)))
                                .single(),
                        Connection::close)
                .block();
        return Objects.requireNonNull(count);
    }

    /** Ends claims and removes all accounts. */
    public void clear() {
        run(connection -> connection.createStatement("TRUNCATE accounts, tokenwell_claims"));
    }

    /**
     * Stores logins with one statement, over earlier ones of the same accounts.
     *
     * @param logins what was issued; its end is what the server says, not what is stored
     * @param expiry what is stored as the end of an account's access token, in milliseconds of the epoch
     */
    public void store(List<IssuedTokens> logins, ToLongFunction<IssuedTokens> expiry) {
        run(connection -> bound(connection.createStatement(STORE), logins, expiry));
        run(connection -> connection.createStatement("ANALYZE accounts"));
    }

    /**
     * Stores logins where Spring Security looks for them.
     *
     * @param logins what was issued, to accounts that have not been stored so before
     * @param expiry as for {@link #store}
     */
    public void storeForSpring(List<IssuedTokens> logins, ToLongFunction<IssuedTokens> expiry) {
        run(connection -> bound(connection.createStatement(SpringTable.STORE), logins, expiry));
    }

    private static Statement bound(
            Statement statement, List<IssuedTokens> logins, ToLongFunction<IssuedTokens> expiry) {
        return statement
                .bind("$1", logins.stream().map(IssuedTokens::accountId).toArray(Long[]::new))
                .bind("$2", logins.stream().map(IssuedTokens::accessToken).toArray(String[]::new))
                .bind("$3", logins.stream().map(IssuedTokens::refreshToken).toArray(String[]::new))
                .bind("$4", logins.stream().map(login -> text(expiry, login)).toArray(String[]::new));
    }

    /**
     * An account as a caller has it.
     *
     * @param login what was issued
     * @param expiry as for {@link #store}
     * @return the snapshot
     */
    public static Account snapshot(IssuedTokens login, ToLongFunction<IssuedTokens> expiry) {
        return Account.active(
                login.accountId(),
                "openai",
                Credentials.of(Map.of(
                        Credentials.ACCESS_TOKEN, login.accessToken(),
                        Credentials.REFRESH_TOKEN, login.refreshToken(),
                        Credentials.EXPIRES_AT, text(expiry, login))));
    }

    private static String text(ToLongFunction<IssuedTokens> expiry, IssuedTokens login) {
        return Instant.ofEpochMilli(expiry.applyAsLong(login)).toString();
    }

    private void run(Function<Connection, Statement> work) {
        Mono.usingWhen(
                        connections.create(),
                        connection -> Flux.from(work.apply(connection).execute())
                                .flatMap(result -> result.getRowsUpdated())
                                .then(),
                        Connection::close)
                .block();
    }
}
