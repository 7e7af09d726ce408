package io.tokenwell.r2dbc;

import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.InvalidAccountException;
import io.tokenwell.spi.AccountRepository;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.ClaimVerdict;
import io.tokenwell.spi.ClaimVerdict.Granted;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.ExpiringAccounts;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.SecretCipher;
import io.tokenwell.spi.UnfinishedQuery;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/**
 * Accounts in an existing PostgreSQL table (12 or later), claims in a table of their own. Safe for use by any thread.
 *
 * <ol>
 *   <li>Every method is one statement and transaction, so a refresh costs two; claims last by the database's clock.
 *   <li>A completion compares version and refresh token with what the claim read, and sets only what the redemption changed.
 *   <li>No connection is held between statements. What a cancelled call had sent may still take effect; its claim frees itself.
 *   <li>SQL NULL reads as empty. A document that is no JSON object is never claimed and never overwritten.
 *   <li>With a {@link SecretCipher} tokens are written in its newest key; older ones are read, and plain ones if it is not strict.
 * </ol>
 *
 * <p>Statements wait for whoever locks the account's row; {@link ConnectionPools} sets limits. Errors quote no data, and the
 * driver's log of bound values no tokens; at DEBUG it logs what the server's errors quote, at TRACE all that is sent.
 */
public final class R2dbcAccountRepository implements AccountRepository {

    private final Statements statements;
    private final AccountSql sql;
    private final RowReader reader;
    private final Binding binding;

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
     * @param connections as above
     * @param names names of tables and columns
     */
    public R2dbcAccountRepository(ConnectionFactory connections, TableNames names) {
        this(
                new Statements(Objects.requireNonNull(connections, "connections")),
                new AccountSql(names),
                new SecretFields(SecretCipher.none(), SecretFields.DEFAULT_KEYS));
        CredentialsJson.load();
    }

    private R2dbcAccountRepository(Statements statements, AccountSql sql, SecretFields secrets) {
        this.statements = statements;
        this.sql = sql;
        this.reader = new RowReader(secrets);
        this.binding = new Binding(secrets, new Fingerprints(secrets.cipher().fingerprintKeys()));
    }

    /**
     * This repository with {@code access_token}, {@code refresh_token} and {@code id_token} encrypted.
     *
     * @param cipher the same keys on all instances, with a fingerprint key
     * @return a copy on the same connections
     */
    public R2dbcAccountRepository withSecretCipher(SecretCipher cipher) {
        return withSecretCipher(cipher, Set.of());
    }

    /**
     * This repository with more of the document encrypted. Give the same keys, or more, from then on: what is no longer
     * among them is read as it is stored, as ciphertext.
     *
     * @param cipher the same keys on all instances
     * @param sensitiveKeys top-level keys of the document, besides the tokens; of these, only text is encrypted
     * @return a copy on the same connections
     * @throws IllegalArgumentException if the token version is among them, or the cipher has no fingerprint key
     */
    public R2dbcAccountRepository withSecretCipher(SecretCipher cipher, Set<String> sensitiveKeys) {
        return new R2dbcAccountRepository(
                statements, sql, SecretFields.tokensAnd(Objects.requireNonNull(cipher, "cipher"), sensitiveKeys));
    }

    /**
     * Finds accounts by the ends of their access tokens, one statement a page, by the index that
     * {@link SchemaInstaller#installRefreshAhead()} creates; without it each page is a pass through the whole table.
     *
     * @return on the same connections, with the same cipher's fingerprint keys
     * @throws IllegalStateException if {@code expires_at} is among the encrypted keys
     */
    public ExpiringAccounts expiringAccounts() {
        if (binding.secrets().keys().contains(Credentials.EXPIRES_AT)) {
            throw new IllegalStateException("expires_at is encrypted: the database can't compare it");
        }
        return new R2dbcExpiringAccounts(statements, sql.expiring, binding.fingerprints());
    }

    /**
     * Finds those who need a login.
     *
     * @return on the same connections
     */
    public MarkedAccounts markedAccounts() {
        return new MarkedAccounts(statements, sql, binding.fingerprints());
    }

    @Override
    public Mono<Account> findById(long accountId) {
        return account(accountId, sql.find, "accounts.find", statement -> statement.bind("$1", accountId));
    }

    @Override
    public Mono<RefreshClaim> claimRefresh(ClaimRequest request) {
        return statements
                .row(sql.claim, statement -> binding.claim(statement, request), row -> claim(request, row))
                .flatMap(claim -> claim)
                .onErrorMap(Statements.outage(request.accountId(), "accounts.claim"));
    }

    private Mono<RefreshClaim> claim(ClaimRequest request, Readable row) {
        ClaimVerdict verdict = RowReader.verdict(row);
        try {
            return Mono.just(new RefreshClaim(reader.account(request.accountId(), row), request.owner(), verdict));
        } catch (InvalidAccountException unreadable) {
            return (verdict instanceof Granted ? freed(request) : Mono.empty()).then(Mono.error(unreadable));
        }
    }

    /** Nobody can use this claim; if it can't be given back now, it frees itself in time. */
    private Mono<Boolean> freed(ClaimRequest request) {
        long id = request.accountId();
        return statements
                .row(sql.abandon, statement -> Binding.holder(statement, id, request.owner()), row -> true)
                .onErrorComplete();
    }

    @Override
    public Mono<Boolean> complete(RefreshClaim claimed, Credentials redeemed) {
        long id = claimed.account().id();
        return statements
                .row(
                        sql.complete,
                        statement -> binding.completion(statement, claimed, redeemed),
                        row -> RowReader.flag(row, "holds"))
                .onErrorMap(Statements.outage(id, "accounts.complete"));
    }

    @Override
    public Mono<Account> abandon(RefreshClaim claimed) {
        return ended(claimed, sql.abandon, "accounts.abandon", statement -> Binding.holder(statement, claimed));
    }

    @Override
    public Mono<Account> postpone(RefreshClaim claimed, Cooldown cooldown) {
        return ended(
                claimed, sql.postpone, "accounts.postpone", statement -> Binding.pause(statement, claimed, cooldown));
    }

    @Override
    public Mono<Account> markReauthorizationRequired(RefreshClaim claimed, String reason) {
        return ended(claimed, sql.mark, "accounts.mark", statement -> binding.mark(statement, claimed, reason));
    }

    @Override
    public Mono<List<Long>> unfinished(UnfinishedQuery query) {
        return UnfinishedSql.page(statements, sql.unfinished, query);
    }

    @Override
    public Mono<Boolean> reinstate(long accountId) {
        return statements
                .row(sql.reinstate, statement -> statement.bind("$1", accountId), row -> RowReader.flag(row, "marked"))
                .onErrorMap(Statements.outage(accountId, "accounts.reinstate"));
    }

    private Mono<Account> ended(RefreshClaim claimed, String statement, String operation, Consumer<Statement> bound) {
        return account(claimed.account().id(), statement, operation, bound);
    }

    private Mono<Account> account(long id, String statement, String operation, Consumer<Statement> bound) {
        return statements
                .row(statement, bound, row -> reader.account(id, row))
                .onErrorMap(Statements.outage(id, operation));
    }
}
