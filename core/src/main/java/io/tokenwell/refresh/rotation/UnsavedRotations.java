package io.tokenwell.refresh.rotation;

import io.tokenwell.Account;
import io.tokenwell.AccountIds;
import io.tokenwell.CloseReport;
import io.tokenwell.ProviderHealth;
import io.tokenwell.TokenEvent;
import io.tokenwell.refresh.guard.GuardedEscrow;
import io.tokenwell.refresh.model.DetachedWork;
import io.tokenwell.refresh.model.JitteredBackoff;
import io.tokenwell.refresh.model.RefreshRuntime;
import io.tokenwell.refresh.report.RotationNews;
import io.tokenwell.refresh.settings.RefreshSettings;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.EscrowedRotation;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Rotations that the account table did not take: each is tried again and again until the table takes it, or shows that
 * its row was changed.
 */
public final class UnsavedRotations {

    private static final Logger log = LoggerFactory.getLogger(UnsavedRotations.class);

    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

    /**
     * How often in a claim's life a pair is put into escrow again, as a store may forget it by restart or failover:
     * well before other instances take over.
     */
    private static final int KEPT_AGAIN = 6;

    /** A century: timers reach no further than three centuries. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final GuardedEscrow escrow;
    private final DetachedWork detached;
    private final RefreshRuntime runtime;
    private final Duration giveUp;
    private final Duration keptFor;

    /** What is at risk, and when it was last brought to safety. */
    private final UnsavedPairs unsaved = new UnsavedPairs();

    public UnsavedRotations(
            GuardedEscrow escrow, DetachedWork detached, RefreshRuntime runtime, RefreshSettings settings) {
        this.detached = detached;
        this.escrow = escrow;
        this.runtime = runtime;
        this.giveUp = settings.escrowTtl().compareTo(LONGEST) < 0 ? settings.escrowTtl() : LONGEST;
        this.keptFor = settings.lockTtl().dividedBy(KEPT_AGAIN);
    }

    /**
     * Begins to flush a rotation, detached. {@code completion} emits whether the table has taken it, and errors while
     * the table is out of reach; {@code published} brings the cache in line with what the table has then.
     */
    void start(
            EscrowedRotation rotation,
            RotationNews news,
            boolean shared,
            Supplier<Mono<Boolean>> completion,
            Function<Boolean, Mono<Void>> published) {
        log.error(
                "Rotation at risk: redeemed credentials are in escrow, not in the table: account_id={} shared={}",
                AccountIds.encoded(rotation.key().accountId()),
                shared);
        news.report(id -> new TokenEvent.RotationAtRisk(id, shared));
        unsaved.add(rotation, new UnsavedPair(shared, runtime.elapsed(), news));
        // Another attempt with this pair brings its own claim to its end as well: the table says yes to both.
        Disposable unused = detached.begun(rotation.key(), flushed(rotation, completion, published));
    }

    GuardedEscrow escrow() {
        return escrow;
    }

    /** Reports whether this process is already flushing the rotation. */
    boolean holds(EscrowedRotation rotation) {
        return unsaved.holds(rotation);
    }

    /** Returns a known account, whose row cannot be read, with what this process has redeemed from it since. */
    public Account renewed(Account known) {
        return unsaved.renewed(known);
    }

    public boolean atRisk(AccountKey key) {
        return unsaved.ofAccount(key);
    }

    public ProviderHealth health() {
        return unsaved.health();
    }

    /** Returns what a close leaves behind; {@code refreshing} are the accounts that callers still wait for. */
    public CloseReport leftBehind(Collection<AccountKey> refreshing) {
        List<String> awaited = Stream.concat(refreshing.stream(), detached.accounts().stream())
                .filter(key -> !atRisk(key))
                .map(AccountKey::accountId)
                .distinct()
                .sorted()
                .toList();
        CloseReport report = new CloseReport(unsaved.ids(true), unsaved.ids(false), awaited);
        if (!report.clean()) {
            log.error("Closed before all was done: {}", report);
        }
        return report;
    }

    private Mono<Void> flushed(
            EscrowedRotation rotation, Supplier<Mono<Boolean>> completion, Function<Boolean, Mono<Void>> published) {
        return Mono.defer(() -> completion.get().onErrorResume(failure -> keptAgain(rotation, failure)))
                .retryWhen(new JitteredBackoff(FIRST_WAIT, LONGEST_WAIT, runtime).always())
                .take(giveUp, runtime.scheduler())
                .switchIfEmpty(Mono.fromRunnable(() -> givenUp(rotation)))
                .delayUntil(taken -> ended(rotation, taken))
                .flatMap(published)
                .onErrorResume(failure -> Mono.empty());
    }

    private Mono<Void> ended(EscrowedRotation rotation, boolean taken) {
        RotationNews news = unsaved.remove(rotation);
        return taken ? saved(rotation, news) : superseded(rotation, news);
    }

    private Mono<Void> superseded(EscrowedRotation rotation, RotationNews news) {
        return Mono.fromRunnable(() -> superseded(rotation.key().accountId(), news))
                .then(escrow.forgotten(rotation));
    }

    /** Reports that the row wins. The pair stays in escrow as long as that keeps it. */
    void superseded(String accountId, RotationNews news) {
        log.warn(
                "Row was changed while its token was redeemed; the row wins: account_id={}",
                AccountIds.encoded(accountId));
        news.report(TokenEvent.RotationSuperseded::new);
    }

    private void givenUp(EscrowedRotation rotation) {
        log.error(
                "Rotation given up, the table was out of reach too long: account_id={}",
                AccountIds.encoded(rotation.key().accountId()));
        unsaved.remove(rotation).report(TokenEvent.RotationGivenUp::new);
    }

    /**
     * Puts the pair into escrow again, as this process may die at any time: the escrow may be back before the table, or
     * may have lost what it kept. Errors with {@code failure} in any case.
     */
    private Mono<Boolean> keptAgain(EscrowedRotation rotation, Throwable failure) {
        UnsavedPair pair = unsaved.get(rotation);
        return pair == null || pair.safe(keptFor, runtime.elapsed())
                ? Mono.error(failure)
                : escrow.kept(rotation)
                        .doOnNext(shared -> unsaved.update(rotation, kept -> kept.again(shared, runtime.elapsed())))
                        .then(Mono.error(failure));
    }

    private Mono<Void> saved(EscrowedRotation rotation, RotationNews news) {
        log.warn(
                "Rotation saved: the table has taken the escrowed credentials: account_id={}",
                AccountIds.encoded(rotation.key().accountId()));
        news.report(TokenEvent.RotationSaved::new);
        return escrow.removed(rotation);
    }
}
