package io.tokenwell.refresh.rotation;

import io.tokenwell.Account;
import io.tokenwell.AccountIds;
import io.tokenwell.AccountNotFoundException;
import io.tokenwell.Credentials;
import io.tokenwell.ShownText;
import io.tokenwell.refresh.guard.AttemptClosing;
import io.tokenwell.refresh.guard.GuardedAccounts;
import io.tokenwell.refresh.guard.GuardedCache;
import io.tokenwell.refresh.guard.GuardedEscrow;
import io.tokenwell.refresh.model.Completion;
import io.tokenwell.refresh.model.DecideFirst;
import io.tokenwell.refresh.model.RefreshRuntime;
import io.tokenwell.refresh.model.Restart;
import io.tokenwell.refresh.model.Rotations;
import io.tokenwell.refresh.report.RotationNews;
import io.tokenwell.spi.AccountRepository;
import io.tokenwell.spi.EscrowedRotation;
import io.tokenwell.spi.RefreshClaim;
import java.time.Duration;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Brings redeemed credentials into the account table: at once, else by way of escrow, again and again until the table
 * takes them or shows that its row was changed meanwhile.
 */
public final class RotationSaver {

    private static final Logger log = LoggerFactory.getLogger(RotationSaver.class);

    /** After this time the pair goes into escrow as well: the statement may never end, and this process may die. */
    private static final Duration HEDGE = Duration.ofMillis(100);

    private final AccountRepository repository;
    private final GuardedAccounts stored;
    private final GuardedEscrow escrow;
    private final UnsavedRotations unsaved;
    private final AttemptClosing end;
    private final GuardedCache cache;
    private final RefreshRuntime runtime;

    public RotationSaver(
            GuardedAccounts stored,
            UnsavedRotations unsaved,
            AttemptClosing end,
            GuardedCache cache,
            RefreshRuntime runtime) {
        this.repository = stored.repository();
        this.stored = stored;
        this.escrow = unsaved.escrow();
        this.unsaved = unsaved;
        this.end = end;
        this.cache = cache;
        this.runtime = runtime;
    }

    /** Saves redeemed credentials. Emits the account to serve: with them, or the row that replaced them. */
    public Mono<Account> saved(RefreshClaim claim, Credentials redeemed, RotationNews news) {
        return saved(new Redeemed(claim, claim.account().withCredentials(redeemed), news));
    }

    /** Saves, and looks again if that took so long that others may have replaced what was saved. */
    private Mono<Account> saved(Redeemed redeemed) {
        return stored.asOfNow(savedOrSuperseded(redeemed), kept -> !unsaved.holds(redeemed.rotation()));
    }

    private Mono<Account> savedOrSuperseded(Redeemed redeemed) {
        return escrow.remembered(redeemed.rotation())
                .then(completedOrHedged(redeemed))
                .<Completion>map(taken -> taken ? new Completion.Taken() : new Completion.Superseded())
                .onErrorResume(failure -> Mono.just(new Completion.Unanswered(failure)))
                .flatMap(completion -> saved(redeemed, completion));
    }

    private Mono<Account> saved(Redeemed redeemed, Completion completion) {
        if (completion instanceof Completion.Unanswered unanswered) {
            return savedAfterLook(redeemed, unanswered.failure());
        }
        return completion instanceof Completion.Taken
                ? stored(redeemed, escrow::forgotten)
                : superseded(redeemed, winner(redeemed.claim()));
    }

    /** Returns the account as others are to see it: what is only in escrow counts as the next of its row. */
    public Account asFarAsStored(RefreshClaim claim, Account renewed) {
        return unsaved.holds(Rotations.of(claim, renewed))
                ? Rotations.nextOf(claim.account().credentials().tokenVersion(), renewed)
                : renewed;
    }

    /** Saves what another attempt redeemed. Emits the account as it is to be served. */
    public Mono<Account> saved(RefreshClaim claim, EscrowedRotation rotation) {
        Account renewed = Rotations.renewedBy(rotation, claim.account());
        return saved(new Redeemed(claim, renewed, new RotationNews.Found()))
                .delayUntil(row -> Rotations.sameTokens(row, renewed) && !unsaved.holds(rotation)
                        ? escrow.saved(rotation)
                        : Mono.empty());
    }

    /** Stores the pair, which goes into escrow while a slow statement runs, so that it is safe. */
    private Mono<Boolean> completedOrHedged(Redeemed redeemed) {
        return Mono.defer(() -> {
            Mono<Boolean> completion = completed(redeemed).cache();
            return completion.timeout(HEDGE, hedged(completion, redeemed.rotation()), runtime.scheduler());
        });
    }

    private Mono<Boolean> hedged(Mono<Boolean> completion, EscrowedRotation rotation) {
        return Mono.defer(() -> escrow.kept(rotation))
                .then(completion)
                .delayUntil(taken -> taken ? escrow.removed(rotation) : Mono.empty());
    }

    private Mono<Boolean> completed(Redeemed redeemed) {
        return stored.bounded(
                repository.complete(redeemed.claim(), redeemed.renewed().credentials()));
    }

    private static Mono<Account> stored(Redeemed redeemed, Function<EscrowedRotation, Mono<Void>> clearedAway) {
        return clearedAway.apply(redeemed.rotation()).then(Mono.fromSupplier(() -> {
            redeemed.news().stored();
            return redeemed.renewed();
        }));
    }

    /**
     * Saves after a failed statement. First the pair goes into escrow, where the next claim must find it. Then the row
     * tells whether only the answer was lost, another writer was first, or the table is out of reach. Once that is
     * known, nothing is at risk.
     */
    private Mono<Account> savedAfterLook(Redeemed redeemed, Throwable failure) {
        log.warn(
                "Redeemed credentials not stored yet: account_id={} error={}",
                AccountIds.encoded(redeemed.renewed().id()),
                ShownText.line(failure));
        return escrow.kept(redeemed.rotation())
                .flatMap(shared -> DecideFirst.thenDo(
                        lookedAt(redeemed).onErrorResume(stillFailing -> Mono.just(flushing(redeemed, shared)))));
    }

    /** Emits what is to be done after the look; errors while the table is out of reach. */
    private Mono<Mono<Account>> lookedAt(Redeemed redeemed) {
        Mono<Account> winner = winner(redeemed.claim());
        return stored.bounded(repository.findById(redeemed.renewed().id()))
                .flatMap(row -> Rotations.redeemedFrom(row, redeemed.rotation())
                        ? completed(redeemed)
                                .map(taken -> taken ? stored(redeemed, escrow::removed) : superseded(redeemed, winner))
                        : Mono.just(
                                Rotations.sameTokens(row, redeemed.renewed())
                                        ? stored(redeemed, escrow::removed)
                                        : superseded(redeemed, Mono.just(row)).map(latest -> row)))
                .defaultIfEmpty(superseded(redeemed, winner));
    }

    private Mono<Account> flushing(Redeemed redeemed, boolean shared) {
        EscrowedRotation rotation = redeemed.rotation();
        Account renewed = Rotations.renewedBy(rotation, redeemed.claim().account());
        Redeemed again = new Redeemed(redeemed.claim(), renewed, redeemed.news());
        return Mono.fromSupplier(() -> {
            unsaved.start(rotation, again.news(), shared, () -> completed(again), taken -> published(again, taken));
            return redeemed.renewed();
        });
    }

    /**
     * Brings the cache in line with the table: while the pair waited, the cache may have taken up the old row, a login
     * may have replaced both, or the account may have gone out of use.
     */
    private Mono<Void> published(Redeemed redeemed, boolean taken) {
        Mono<Account> row = stored.rowOrEmpty(redeemed.renewed().id());
        return taken
                ? row.flatMap(cache::caughtUp)
                : end.abandonedOnce(redeemed.claim()).switchIfEmpty(row).flatMap(cache::replacedQuietly);
    }

    /** Gives way to a new login: the row wins, our pair stays in escrow in case the login was a mistake. */
    private Mono<Account> superseded(Redeemed redeemed, Mono<Account> winner) {
        EscrowedRotation rotation = redeemed.rotation();
        String accountId = redeemed.renewed().id();
        return Mono.fromRunnable(() -> unsaved.superseded(accountId, redeemed.news()))
                .then(escrow.keptAside(rotation))
                .then(escrow.forgotten(rotation))
                .then(Mono.defer(() -> end.abandoned(redeemed.claim())))
                .switchIfEmpty(winner)
                .switchIfEmpty(Mono.error(() -> new AccountNotFoundException(accountId)));
    }

    /** Emits the row that won, read without its lock, which others may hold. Errors with a restart if that fails. */
    private Mono<Account> winner(RefreshClaim claim) {
        String accountId = claim.account().id();
        return Mono.defer(() -> stored.bounded(repository.findById(accountId)))
                .onErrorMap(failure -> new Restart(Restart.Why.ROW_UNREADABLE));
    }
}
