package io.tokenwell.refresh.guard;

import io.tokenwell.Account;
import io.tokenwell.AccountIds;
import io.tokenwell.AccountNotFoundException;
import io.tokenwell.Credentials;
import io.tokenwell.StorageOperation;
import io.tokenwell.refresh.model.AccountRules;
import io.tokenwell.refresh.model.Failures;
import io.tokenwell.refresh.model.RefreshRuntime;
import io.tokenwell.refresh.model.StoredRow;
import io.tokenwell.refresh.model.StoredRow.Found;
import io.tokenwell.refresh.model.StoredRow.Missing;
import io.tokenwell.refresh.model.StoredRow.Unreadable;
import io.tokenwell.refresh.report.TroubleLog;
import io.tokenwell.spi.AccountRepository;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Reads rows, bounded in time, for the stages that can go on without one. */
public final class GuardedAccounts {

    private static final Logger log = LoggerFactory.getLogger(GuardedAccounts.class);

    private final TroubleLog reading;
    private final AccountRepository repository;
    private final AccountRules rules;
    private final RefreshRuntime runtime;
    private final Duration timeout;
    private final UnaryOperator<Account> renewed;

    /**
     * Creates the reader; {@code renewed} adds to a known account what this process has redeemed from it and could not
     * store.
     */
    public GuardedAccounts(
            AccountRepository repository,
            AccountRules rules,
            RefreshRuntime runtime,
            Duration timeout,
            UnaryOperator<Account> renewed) {
        this.repository = repository;
        this.rules = rules;
        this.runtime = runtime;
        this.timeout = timeout;
        this.renewed = renewed;
        this.reading = new TroubleLog(log, "Account row not readable, going on with what is known", runtime);
    }

    public AccountRepository repository() {
        return repository;
    }

    /** Emits the row; empty if there is none; errors on an outage. */
    public Mono<Account> row(String accountId) {
        return bounded(repository.findById(accountId))
                .onErrorMap(failure -> Failures.typed(accountId, StorageOperation.ACCOUNTS_FIND, failure))
                .map(rules::checkedRow);
    }

    /**
     * Emits the row if it is not older than the known account; else, and when it cannot be read, the known account.
     * Errors if the account was deleted.
     */
    public Mono<Account> newest(Account known) {
        return current(known).map(row -> isOlder(row, known) ? known : row);
    }

    /**
     * Emits the account that {@code work} emits; if that took longer than a statement may, what {@link #newest} does: a
     * process that has stood still knows what others have replaced meanwhile. Not so if the table is known to be behind.
     */
    public Mono<Account> asOfNow(Mono<Account> work, Predicate<Account> stored) {
        return Mono.defer(() -> {
            Duration begun = runtime.elapsed();
            return work.flatMap(known -> stored.test(known) ? asOfNow(known, begun) : Mono.just(known));
        });
    }

    /** Emits the account if it was asked for no longer ago than a statement may take, else what {@link #newest} does. */
    public Mono<Account> asOfNow(Account known, Duration asked) {
        return runtime.elapsed().minus(asked).compareTo(timeout) > 0 ? newest(known) : Mono.just(known);
    }

    /** Returns the time that has elapsed, for {@link #asOfNow(Account, Duration)}. */
    public Duration elapsed() {
        return runtime.elapsed();
    }

    /** Emits the row, older or not; when it cannot be read, the known account. Errors if the account was deleted. */
    Mono<Account> current(Account known) {
        return readable(known.id()).map(rules::checkedRow).switchIfEmpty(unread(known));
    }

    /**
     * Emits the row if it is newer than the known account, or has an access token where that has none; else empty.
     * Errors if the account was deleted.
     */
    public Mono<Account> newerThan(Account known) {
        return current(known).filter(row -> replaces(row, known));
    }

    /**
     * Emits the row as it is, also one that may not be served; when it cannot be read, the known account. Errors if the
     * account was deleted.
     */
    public Mono<Account> unchecked(Account known) {
        return readable(known.id()).switchIfEmpty(unread(known));
    }

    private Mono<Account> unread(Account known) {
        return Mono.fromSupplier(() -> renewed.apply(known));
    }

    /**
     * Emits the row; empty only if it cannot be read. Errors if the account was deleted: then it has no token, whatever
     * was known of it.
     */
    private Mono<Account> readable(String accountId) {
        return look(accountId)
                .flatMap(row -> row instanceof Found found
                        ? Mono.just(found.account())
                        : row instanceof Missing
                                ? Mono.error(() -> new AccountNotFoundException(accountId))
                                : Mono.empty());
    }

    /** Emits what the table tells of the account; never errors. */
    Mono<StoredRow> look(String accountId) {
        return bounded(repository.findById(accountId))
                .<StoredRow>map(Found::new)
                .defaultIfEmpty(new Missing())
                .onErrorResume(failure -> {
                    reading.failed("account_id=" + AccountIds.encoded(accountId), failure);
                    return Mono.just(new Unreadable());
                });
    }

    public <T> Mono<T> bounded(Mono<T> statement) {
        return statement.timeout(timeout, runtime.scheduler());
    }

    static boolean replaces(Account row, Account known) {
        Credentials stored = row.credentials();
        Credentials own = known.credentials();
        return stored.tokenVersion() > own.tokenVersion()
                || (own.accessToken().isEmpty() && stored.accessToken().isPresent());
    }

    private static boolean isOlder(Account row, Account known) {
        return row.credentials().tokenVersion() < known.credentials().tokenVersion();
    }

    /** Emits the row as it is; empty if there is none or it cannot be read. */
    public Mono<Account> rowOrEmpty(String accountId) {
        return look(accountId).ofType(Found.class).map(Found::account);
    }
}
