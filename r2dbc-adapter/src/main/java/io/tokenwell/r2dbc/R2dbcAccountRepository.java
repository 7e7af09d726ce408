package io.tokenwell.r2dbc;

import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Statement;
import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.spi.AccountRepository;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.CredentialChanges;
import io.tokenwell.spi.RefreshClaim;
import java.time.Duration;
import java.util.Objects;
import reactor.core.publisher.Mono;

/**
 * Accounts in an existing PostgreSQL table (12 or later), claims in a table of their own. Safe for use by any thread.
 *
 * <ol>
 *   <li>Every method is one statement in one implicit transaction, so a refresh costs two: claim and completion.
 *   <li>A claim lasts by the database's clock; the instances' clocks don't matter.
 *   <li>A completion compares version and refresh token as JSON with what the claim read, and sets nothing else than
 *       the credentials that the redemption changed and the time of the update.
 *   <li>No connection is held between statements. A cancelled call gives its connection back; what it had sent may still
 *       take effect, and a claim taken so frees itself in time.
 *   <li>Credentials that are SQL NULL read as empty. A document that is no JSON object is an
 *       {@link io.tokenwell.InvalidAccountException}; it is never claimed and never overwritten.
 * </ol>
 *
 * <p>Statements wait for whoever locks the account's row. {@link ConnectionPools} sets time limits for that. Errors quote
 * no data, and the driver's log of bound values shows no tokens. What else it logs below INFO is not ours: at DEBUG
 * whatever the server's errors quote, at TRACE all that goes over the wire.
 */
public final class R2dbcAccountRepository implements AccountRepository {

    private final Statements statements;
    private final String find;
    private final String claim;
    private final String complete;
    private final String abandon;
    private final String postpone;

    /**
     * A repository on the default tables.
     *
     * @param connections where connections come from, in practice a pool; not closed here
     */
    public R2dbcAccountRepository(ConnectionFactory connections) {
        this(connections, TableNames.defaults());
    }

    /**
     * A repository on tables of other names. Create it outside of event loops: it loads classes.
     *
     * @param connections where connections come from, in practice a pool; not closed here
     * @param names names of tables and columns
     */
    public R2dbcAccountRepository(ConnectionFactory connections, TableNames names) {
        this.statements = new Statements(Objects.requireNonNull(connections, "connections"));
        AccountSql sql = new AccountSql(names);
        this.find = sql.find();
        this.claim = sql.claim();
        this.complete = sql.complete();
        this.abandon = sql.abandon();
        this.postpone = sql.postpone();
        CredentialsJson.load();
    }

    @Override
    public Mono<Account> findById(long accountId) {
        return statements
                .row(find, statement -> statement.bind("$1", accountId), row -> AccountReader.account(accountId, row))
                .onErrorMap(Statements.outage(accountId, "accounts.find"));
    }

    @Override
    public Mono<RefreshClaim> claimRefresh(ClaimRequest request) {
        long id = request.accountId();
        return statements
                .row(
                        claim,
                        statement -> statement
                                .bind("$1", id)
                                .bind("$2", request.owner())
                                .bind("$3", request.timeToLive().toMillis()),
                        row -> new RefreshClaim(
                                AccountReader.account(id, row), request.owner(), AccountReader.flag(row, "granted")))
                .onErrorMap(Statements.outage(id, "accounts.claim"));
    }

    @Override
    public Mono<Boolean> complete(RefreshClaim claimed, Credentials redeemed) {
        long id = claimed.account().id();
        return statements
                .row(
                        complete,
                        statement -> bindCompletion(statement, claimed, redeemed),
                        row -> AccountReader.flag(row, "holds"))
                .onErrorMap(Statements.outage(id, "accounts.complete"));
    }

    private static void bindCompletion(Statement statement, RefreshClaim claimed, Credentials redeemed) {
        long id = claimed.account().id();
        Credentials read = claimed.account().credentials();
        CredentialChanges changes = CredentialChanges.between(read, redeemed);
        statement
                .bind("$1", id)
                .bind("$2", claimed.owner())
                .bind("$3", CredentialsJson.write(id, changes.changed()))
                .bind("$4", CredentialsJson.keys(id, changes.removed()))
                .bind("$5", CredentialsJson.guard(id, read));
    }

    @Override
    public Mono<Account> abandon(RefreshClaim claimed) {
        long id = claimed.account().id();
        return statements
                .row(
                        abandon,
                        statement -> statement.bind("$1", id).bind("$2", claimed.owner()),
                        row -> AccountReader.account(id, row))
                .onErrorMap(Statements.outage(id, "accounts.abandon"));
    }

    @Override
    public Mono<Account> postpone(RefreshClaim claimed, Duration pause) {
        long id = claimed.account().id();
        return statements
                .row(
                        postpone,
                        statement -> statement
                                .bind("$1", id)
                                .bind("$2", claimed.owner())
                                .bind("$3", pause.toMillis()),
                        row -> AccountReader.account(id, row))
                .onErrorMap(Statements.outage(id, "accounts.postpone"));
    }
}
