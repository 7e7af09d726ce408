package io.tokenwell.refresh;

import io.tokenwell.Account;
import io.tokenwell.AccountNotFoundException;
import io.tokenwell.Credentials;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.AccountRepository;
import io.tokenwell.spi.EscrowedRotation;
import io.tokenwell.spi.RefreshClaim;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Brings redeemed credentials into the account table: at once, else into escrow and from there again and again until the
 * table takes them or shows that it was changed meanwhile.
 */
final class RotationSaver {

    private static final Logger log = LoggerFactory.getLogger(RotationSaver.class);

    /** A statement that takes longer may never end, and this process may die before it knows. */
    private static final Duration HEDGE = Duration.ofMillis(100);

    private final AccountRepository repository;
    private final StoredAccounts stored;
    private final SafeEscrow escrow;
    private final RotationFlush flush;
    private final TokenPublisher publisher;
    private final RefreshRuntime runtime;

    RotationSaver(StoredAccounts stored, RotationFlush flush, TokenPublisher publisher, RefreshRuntime runtime) {
        this.repository = stored.repository();
        this.stored = stored;
        this.escrow = flush.escrow();
        this.flush = flush;
        this.publisher = publisher;
        this.runtime = runtime;
    }

    /** The account as it is to be served: with the redeemed credentials, or the row that replaced them meanwhile. */
    Mono<Account> saved(RefreshClaim claim, Credentials redeemed) {
        Account renewed = claim.account().withCredentials(redeemed);
        return completedOrHedged(claim, renewed)
                .map(taken -> taken ? Mono.just(renewed) : superseded(claim, renewed))
                .onErrorResume(failure -> Mono.just(savedAfterLook(claim, renewed, failure)))
                .flatMap(Function.identity());
    }

    /**
     * The account as others are to see it. Nobody knows whether the table will take what is only in escrow: until then that is
     * newer than what it was redeemed from, and than nothing else.
     */
    Account asFarAsStored(RefreshClaim claim, Account renewed) {
        if (!flush.holds(Rotations.of(claim, renewed))) {
            return renewed;
        }
        long next = claim.account().credentials().tokenVersion() + 1;
        return renewed.withCredentials(renewed.credentials().with(Map.of(Credentials.TOKEN_VERSION, next)));
    }

    /** What an attempt redeemed from this very row and could not store; empty if nothing; errors if that cannot be told. */
    Mono<EscrowedRotation> unsaved(RefreshClaim claim) {
        Account row = claim.account();
        return escrow.find(AccountKey.of(row), rotation -> Rotations.redeemedFrom(row, rotation));
    }

    /** What any attempt has left in the escrow that outlives processes; empty if nothing; errors if that cannot be told. */
    Mono<EscrowedRotation> inEscrow(AccountKey key) {
        return escrow.shared(key);
    }

    /** Finishes what another attempt redeemed. */
    Mono<Account> saved(RefreshClaim claim, EscrowedRotation rotation) {
        Account renewed = Rotations.renewedBy(rotation, claim.account());
        return saved(claim, renewed.credentials())
                .delayUntil(row -> Rotations.sameTokens(row, renewed) && !flush.holds(rotation)
                        ? finished(rotation)
                        : Mono.empty());
    }

    /** Told as an event by whoever redeemed it, if that one lives: each rotation is told as stored once at most. */
    private Mono<Void> finished(EscrowedRotation rotation) {
        log.warn(
                "Rotation saved: what another attempt has left in escrow is in the table: account_id={}",
                rotation.key().accountId());
        return escrow.removed(rotation);
    }

    /** A slow statement does not keep the pair from being safe: it goes into escrow while the statement runs. */
    private Mono<Boolean> completedOrHedged(RefreshClaim claim, Account renewed) {
        return Mono.defer(() -> {
            Mono<Boolean> completion = completed(claim, renewed.credentials()).cache();
            return completion.timeout(HEDGE, hedged(completion, claim, renewed), runtime.scheduler());
        });
    }

    private Mono<Boolean> hedged(Mono<Boolean> completion, RefreshClaim claim, Account renewed) {
        EscrowedRotation rotation = Rotations.of(claim, renewed);
        return Mono.defer(() -> escrow.kept(rotation))
                .then(completion)
                .delayUntil(taken -> taken ? escrow.removed(rotation) : Mono.empty());
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
        EscrowedRotation rotation = Rotations.of(claim, renewed);
        return escrow.kept(rotation)
                .flatMap(shared -> stored.bounded(repository.findById(renewed.id()))
                        .flatMap(row -> Rotations.sameTokens(row, claim.account())
                                ? completedAgain(claim, renewed)
                                : Mono.just(row).doOnNext(changed -> tellIfSuperseded(changed, renewed)))
                        .delayUntil(row -> Rotations.sameTokens(row, renewed)
                                ? escrow.removed(rotation)
                                : escrow.forgotten(rotation))
                        .onErrorResume(stillFailing -> Mono.empty())
                        .switchIfEmpty(Mono.fromSupplier(() -> flushing(claim, rotation, renewed, shared))))
                .flatMap(row -> Rotations.sameTokens(row, renewed)
                        ? Mono.just(renewed)
                        : abandoned(claim)
                                .onErrorResume(unreachable -> Mono.empty())
                                .thenReturn(row));
    }

    private void tellIfSuperseded(Account row, Account renewed) {
        if (!Rotations.sameTokens(row, renewed)) {
            flush.superseded(renewed.id());
        }
    }

    private Mono<Account> completedAgain(RefreshClaim claim, Account renewed) {
        return completed(claim, renewed.credentials())
                .flatMap(taken -> taken ? Mono.just(renewed) : superseded(claim, renewed));
    }

    private Account flushing(RefreshClaim claim, EscrowedRotation rotation, Account renewed, boolean shared) {
        Account redeemed = Rotations.renewedBy(rotation, claim.account());
        flush.start(
                rotation, shared, () -> completed(claim, redeemed.credentials()), taken -> published(redeemed, taken));
        return renewed;
    }

    /** While the pair waited, the cache may have taken up the row that was still the old one, or a login has replaced both. */
    private Mono<Void> published(Account redeemed, boolean taken) {
        return taken
                ? publisher.caughtUp(redeemed)
                : stored.rowOrEmpty(redeemed.id()).flatMap(publisher::replacedQuietly);
    }

    /** Somebody logged in anew: the row wins, our pair is kept for a day in case that was a mistake. */
    private Mono<Account> superseded(RefreshClaim claim, Account renewed) {
        flush.superseded(renewed.id());
        EscrowedRotation rotation = Rotations.of(claim, renewed);
        return escrow.keptAside(rotation)
                .then(escrow.forgotten(rotation))
                .then(Mono.defer(() -> abandoned(claim)))
                .onErrorResume(failure -> winner(claim))
                .switchIfEmpty(Mono.error(() -> new AccountNotFoundException(renewed.id())));
    }

    /**
     * The claim cannot be given back, as when somebody holds the row locked: reading waits for no lock. If that fails too,
     * nobody knows yet whose token it is to be: ours may have ended with the new login. Once more from the top.
     */
    private Mono<Account> winner(RefreshClaim claim) {
        return stored.bounded(repository.findById(claim.account().id())).onErrorMap(failure -> new LockHeld());
    }

    private Mono<Account> abandoned(RefreshClaim claim) {
        return stored.bounded(repository.abandon(claim));
    }
}
