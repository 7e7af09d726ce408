package io.tokenwell.r2dbc;

import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.InvalidAccountException;
import io.tokenwell.StorageOperation;
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
 * Accounts in an existing PostgreSQL table (12 or later), claims in a separate table. Safe for use by any thread.
 *
 * <ol>
 *   <li>Each method is one statement and transaction, so a refresh costs two. Claims use the clock of the database.
 *   <li>A completion compares version and refresh token with those of the claim, and writes only what was changed.
 *   <li>No connection is held between statements. The statement of a cancelled call may still take effect.
 *   <li>SQL NULL is an empty document. A document that is not a JSON object is never claimed and never overwritten.
 *   <li>Who may not write the credentials claims nothing. A process' first claim writes the row as it is, to try it.
 *   <li>With a {@link SecretCipher} tokens are written with its newest key; unless strict, it reads plain ones.
 * </ol>
 *
 * <p>{@link SchemaCheck} finds what does not fit. Errors quote no data; the driver logs no bound token, at TRACE all.
 *
 * @since 0.1
 */
public final class R2dbcAccountRepository implements AccountRepository {

    private final Statements statements;
    private final AccountSql sql;
    private final RowReader reader;
    private final Binding binding;
    private final WriteTrial writes = new WriteTrial();

    /**
     * Creates a repository on the default tables. Create it outside of event loops, as it loads classes.
     *
     * @param connections source of connections, usually a pool; the caller closes it
     */
    public R2dbcAccountRepository(ConnectionFactory connections) {
        this(connections, TableNames.defaults());
    }

    /**
     * Creates a repository on tables with other names. Create it outside of event loops, as it loads classes.
     *
     * @param connections source of connections, usually a pool; the caller closes it
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
        this.binding =
                new Binding(sql.ids, secrets, new Fingerprints(secrets.cipher().fingerprintKeys()));
    }

    /**
     * Returns this repository with encryption of {@code access_token}, {@code refresh_token} and {@code id_token}.
     *
     * @param cipher cipher with the same keys on all instances and with a fingerprint key
     * @return a copy on the same connections
     */
    public R2dbcAccountRepository withSecretCipher(SecretCipher cipher) {
        return withSecretCipher(cipher, Set.of());
    }

    /**
     * Returns this repository with encryption of more keys. Never remove a key: its ciphertexts would be read as text.
     *
     * @param cipher cipher with the same keys on all instances
     * @param sensitiveKeys top-level keys of the document, in addition to the tokens; only their texts are encrypted
     * @return a copy on the same connections
     * @throws IllegalArgumentException if the token version is among them, or the cipher has no fingerprint key
     */
    public R2dbcAccountRepository withSecretCipher(SecretCipher cipher, Set<String> sensitiveKeys) {
        return new R2dbcAccountRepository(
                statements, sql, SecretFields.tokensAnd(Objects.requireNonNull(cipher, "cipher"), sensitiveKeys));
    }

    /**
     * Returns a finder by expiry, one statement per page. It uses the index of
     * {@link SchemaInstaller#installRefreshAhead()}; without the index each page reads the whole table.
     *
     * @return a finder on the same connections, with the same fingerprint keys
     * @throws IllegalStateException if {@code expires_at} is among the encrypted keys
     */
    public ExpiringAccounts expiringAccounts() {
        if (binding.secrets().keys().contains(Credentials.EXPIRES_AT)) {
            throw new IllegalStateException("expires_at is encrypted: the database cannot compare it");
        }
        return new R2dbcExpiringAccounts(statements, sql, binding.fingerprints());
    }

    /** {@return a finder of accounts that need a login, on the same connections} */
    public MarkedAccounts markedAccounts() {
        return new MarkedAccounts(statements, sql, binding.fingerprints());
    }

    @Override
    public Mono<Account> findById(String accountId) {
        return account(accountId, sql.find, StorageOperation.ACCOUNTS_FIND, to -> binding.id(to, accountId));
    }

    @Override
    public Mono<RefreshClaim> claimRefresh(ClaimRequest request) {
        return statements
                .row(sql.claim, to -> writes.bind(binding.claim(to, request)), row -> claim(request, row))
                .flatMap(claim -> claim)
                .onErrorMap(Statements.outage(request.accountId(), StorageOperation.ACCOUNTS_CLAIM));
    }

    private Mono<RefreshClaim> claim(ClaimRequest request, Readable row) {
        writes.requireTaken(request.accountId(), row);
        ClaimVerdict verdict = RowReader.verdict(row);
        try {
            return Mono.just(new RefreshClaim(reader.account(request.accountId(), row), request.owner(), verdict));
        } catch (InvalidAccountException unreadable) {
            return (verdict instanceof Granted ? freed(request) : Mono.empty()).then(Mono.error(unreadable));
        }
    }

    /** Frees an unusable claim; if that fails, it frees itself in time. */
    private Mono<Boolean> freed(ClaimRequest request) {
        return statements
                .row(sql.abandon, to -> binding.holder(to, request.accountId(), request.owner()), row -> true)
                .onErrorComplete();
    }

    @Override
    public Mono<Boolean> complete(RefreshClaim claimed, Credentials redeemed) {
        String id = claimed.account().id();
        return statements
                .row(
                        sql.complete,
                        statement -> binding.completion(statement, claimed, redeemed),
                        row -> RowReader.flag(row, "holds"))
                .onErrorMap(writes.failed(Statements.outage(id, StorageOperation.ACCOUNTS_COMPLETE)));
    }

    @Override
    public Mono<Account> abandon(RefreshClaim claimed) {
        return ended(claimed, sql.abandon, StorageOperation.ACCOUNTS_ABANDON, to -> binding.holder(to, claimed));
    }

    @Override
    public Mono<Account> postpone(RefreshClaim claimed, Cooldown cooldown) {
        return ended(
                claimed, sql.postpone, StorageOperation.ACCOUNTS_POSTPONE, to -> binding.pause(to, claimed, cooldown));
    }

    @Override
    public Mono<Account> markReauthorizationRequired(RefreshClaim claimed, String reason) {
        return ended(claimed, sql.mark, StorageOperation.ACCOUNTS_MARK, to -> binding.mark(to, claimed, reason));
    }

    @Override
    public Mono<List<String>> unfinished(UnfinishedQuery query) {
        return UnfinishedSql.page(statements, sql, query);
    }

    @Override
    public Mono<Boolean> reinstate(String accountId) {
        return statements
                .row(sql.reinstate, statement -> binding.id(statement, accountId), row -> RowReader.flag(row, "marked"))
                .onErrorMap(Statements.outage(accountId, StorageOperation.ACCOUNTS_REINSTATE));
    }

    private Mono<Account> ended(RefreshClaim claimed, String statement, String operation, Consumer<Statement> bound) {
        return account(claimed.account().id(), statement, operation, bound);
    }

    private Mono<Account> account(String id, String statement, String operation, Consumer<Statement> bound) {
        return statements
                .row(statement, bound, row -> reader.account(id, row))
                .onErrorMap(Statements.outage(id, operation));
    }
}
