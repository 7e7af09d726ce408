package io.tokenwell.refresh;

import io.tokenwell.Account;
import io.tokenwell.AccountNotFoundException;
import io.tokenwell.Credentials;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.AccountRepository;
import io.tokenwell.spi.CredentialChanges;
import io.tokenwell.spi.EscrowedRotation;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.RotationEscrow;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Brings redeemed credentials into the account table: at once, else into escrow and from there again and again until the
 * table takes them or shows that it was changed meanwhile.
 */
final class RotationSaver {

    private static final Logger log = LoggerFactory.getLogger(RotationSaver.class);

    private final TroubleLog reading;
    private final AccountRepository repository;
    private final StoredAccounts stored;
    private final RotationEscrow escrow;
    private final RefreshRuntime runtime;
    private final RefreshSettings settings;
    private final Disposable.Composite flushes = Disposables.composite();

    RotationSaver(
            AccountRepository repository,
            StoredAccounts stored,
            RotationEscrow escrow,
            RefreshRuntime runtime,
            RefreshSettings settings) {
        this.repository = repository;
        this.stored = stored;
        this.escrow = escrow;
        this.runtime = runtime;
        this.settings = settings;
        this.reading = new TroubleLog(log, "Escrow not readable, going on without it", runtime);
    }

    /** The account as it is to be served: with the redeemed credentials, or the row that replaced them meanwhile. */
    Mono<Account> saved(RefreshClaim claim, Credentials redeemed) {
        Account renewed = claim.account().withCredentials(redeemed);
        return completed(claim, redeemed)
                .map(taken -> taken ? Mono.just(renewed) : superseded(claim, renewed))
                .onErrorResume(failure -> Mono.just(savedAfterLook(claim, renewed, failure)))
                .flatMap(Function.identity());
    }

    /** Credentials redeemed from this very row by an attempt that could not store them; empty if there are none. */
    Mono<Credentials> unsaved(RefreshClaim claim) {
        Account row = claim.account();
        return escrow.find(AccountKey.of(row))
                .timeout(settings.cacheTimeout(), runtime.scheduler())
                .onErrorResume(failure -> {
                    reading.failed(AccountKey.of(row), failure);
                    return Mono.empty();
                })
                .filter(rotation -> redeemedFrom(row, rotation))
                .map(rotation -> renewedBy(rotation, row).credentials());
    }

    private Mono<Boolean> completed(RefreshClaim claim, Credentials redeemed) {
        return stored.bounded(repository.complete(claim, redeemed));
    }

    /**
     * The statement failed. First of all the pair goes into escrow: whoever claims next must find it. Then a look: was
     * only the answer lost, has somebody else written, or is the table out of reach?
     */
    private Mono<Account> savedAfterLook(RefreshClaim claim, Account renewed, Throwable failure) {
        log.warn("Redeemed credentials not stored yet: account_id={} error={}", renewed.id(), failure.toString());
        EscrowedRotation rotation = rotationOf(claim, renewed);
        return keptQuietly(rotation)
                .then(Mono.defer(() -> stored.bounded(repository.findById(renewed.id()))))
                .flatMap(row -> sameTokens(row, claim.account()) ? completedAgain(claim, renewed) : Mono.just(row))
                .delayUntil(row -> sameTokens(row, renewed) ? removedQuietly(rotation) : Mono.empty())
                .onErrorResume(stillFailing -> Mono.empty())
                .switchIfEmpty(Mono.defer(() -> escrowed(claim, rotation, renewed)))
                .flatMap(row -> sameTokens(row, renewed)
                        ? Mono.just(renewed)
                        : abandoned(claim).thenReturn(row));
    }

    private Mono<Account> completedAgain(RefreshClaim claim, Account renewed) {
        return completed(claim, renewed.credentials())
                .flatMap(taken -> taken ? Mono.just(renewed) : superseded(claim, renewed));
    }

    private Mono<Account> escrowed(RefreshClaim claim, EscrowedRotation rotation, Account renewed) {
        log.error(
                "Rotation at risk: redeemed credentials are in escrow, not in the table: account_id={}", renewed.id());
        startFlushing(claim, rotation);
        return Mono.just(renewed);
    }

    private void startFlushing(RefreshClaim claim, EscrowedRotation rotation) {
        Disposable.Swap flush = Disposables.swap();
        flushes.add(flush);
        flush.update(
                flushed(claim, rotation).doFinally(end -> flushes.remove(flush)).subscribe());
    }

    private Mono<Void> flushed(RefreshClaim claim, EscrowedRotation rotation) {
        return Mono.defer(() ->
                        completed(claim, renewedBy(rotation, claim.account()).credentials()))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(100))
                        .maxBackoff(Duration.ofMillis(500))
                        .scheduler(runtime.scheduler()))
                .take(settings.escrowTtl(), runtime.scheduler())
                .flatMap(taken -> taken ? settled(rotation) : Mono.<Void>empty())
                .onErrorResume(failure -> Mono.empty());
    }

    private Mono<Void> settled(EscrowedRotation rotation) {
        log.warn("Rotation saved: the table has taken the escrowed credentials: key={}", rotation.key());
        return removedQuietly(rotation);
    }

    private Mono<Void> removedQuietly(EscrowedRotation rotation) {
        return escrow.remove(rotation)
                .timeout(settings.cacheTimeout(), runtime.scheduler())
                .onErrorResume(failure -> {
                    log.warn("Escrow not emptied, it will expire: key={} error={}", rotation.key(), failure.toString());
                    return Mono.empty();
                });
    }

    /** Somebody logged in anew: the row wins, our pair is kept for a day in case that was a mistake. */
    private Mono<Account> superseded(RefreshClaim claim, Account renewed) {
        log.warn("Row was changed while its token was redeemed; the row wins: account_id={}", renewed.id());
        return keptQuietly(rotationOf(claim, renewed))
                .then(Mono.defer(() -> abandoned(claim)))
                .onErrorMap(failure -> Failures.typed(renewed.id(), "abandon", failure))
                .switchIfEmpty(Mono.error(() -> new AccountNotFoundException(renewed.id())));
    }

    private Mono<Account> abandoned(RefreshClaim claim) {
        return stored.bounded(repository.abandon(claim));
    }

    private Mono<Void> keptQuietly(EscrowedRotation rotation) {
        return escrow.keep(rotation, settings.escrowTtl())
                .timeout(settings.cacheTimeout(), runtime.scheduler())
                .onErrorResume(failure -> {
                    log.error("Escrow failed: key={} error={}", rotation.key(), failure.toString());
                    return Mono.empty();
                });
    }

    private static boolean sameTokens(Account one, Account other) {
        Credentials left = one.credentials();
        Credentials right = other.credentials();
        return left.tokenVersion() == right.tokenVersion()
                && left.refreshToken().equals(right.refreshToken())
                && left.accessToken().equals(right.accessToken());
    }

    private static boolean redeemedFrom(Account row, EscrowedRotation rotation) {
        return rotation.readVersion() == row.credentials().tokenVersion()
                && row.credentials().refreshToken().equals(Optional.ofNullable(rotation.redeemedToken()));
    }

    /** Only what the redemption touched: whoever finishes it must not undo an edit of another key. */
    private static EscrowedRotation rotationOf(RefreshClaim claim, Account renewed) {
        Credentials read = claim.account().credentials();
        return new EscrowedRotation(
                AccountKey.of(renewed),
                read.tokenVersion(),
                read.refreshToken().orElse(null),
                CredentialChanges.between(read, renewed.credentials()).changed());
    }

    private static Account renewedBy(EscrowedRotation rotation, Account row) {
        return row.withCredentials(row.credentials().with(rotation.credentials().asMap()));
    }
}
