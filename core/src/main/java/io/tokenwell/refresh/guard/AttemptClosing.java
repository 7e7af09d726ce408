package io.tokenwell.refresh.guard;

import io.tokenwell.Account;
import io.tokenwell.InvalidAccountException;
import io.tokenwell.refresh.model.DetachedWork;
import io.tokenwell.refresh.model.JitteredBackoff;
import io.tokenwell.refresh.model.RefreshRuntime;
import io.tokenwell.refresh.report.TroubleLog;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.AccountRepository;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.RefreshClaim;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * Tells the table how an attempt ended that was not completed. An end that the table does not take at once is told
 * again, detached, for as long as others respect the claim: else they would take the attempt for an unfinished one and
 * redeem once more. Each account has one such end: the last one that is known.
 */
public final class AttemptClosing {

    private static final Logger log = LoggerFactory.getLogger(AttemptClosing.class);

    private static final Duration FIRST_WAIT = Duration.ofMillis(200);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(1);

    private final GuardedAccounts stored;
    private final AccountRepository repository;
    private final DetachedWork detached;
    private final RefreshRuntime runtime;
    private final Duration respected;
    private final TroubleLog closing;
    private final ConcurrentMap<AccountKey, Disposable> repeated = new ConcurrentHashMap<>();

    public AttemptClosing(GuardedAccounts stored, DetachedWork detached, RefreshRuntime runtime, Duration claimTtl) {
        this.stored = stored;
        this.repository = stored.repository();
        this.detached = detached;
        this.runtime = runtime;
        this.respected = claimTtl.multipliedBy(2);
        this.closing = new TroubleLog(log, "Claim not ended", runtime);
    }

    /** Tells that nothing was sent. Emits the newest row; empty if there is none, or the table is out of reach. */
    public Mono<Account> abandoned(RefreshClaim claim) {
        return closed(claim, Mono.defer(() -> repository.abandon(claim)));
    }

    /**
     * Gives a claim back once, without telling it again: for a claim on a row that was not there, or one so old that
     * the end of a later attempt may be told again just now. Emits as {@link #abandoned}.
     */
    public Mono<Account> abandonedOnce(RefreshClaim claim) {
        return sent(claim, Mono.defer(() -> repository.abandon(claim)), () -> {});
    }

    /** Tells that no instance may redeem for a while. Emits as {@link #abandoned}. */
    public Mono<Account> postponed(RefreshClaim claim, Cooldown cooldown) {
        Duration begun = runtime.leastElapsed();
        return closed(claim, Mono.defer(() -> repository.postpone(claim, left(cooldown, begun))));
    }

    /** Tells that the server has refused the refresh token for good. Emits as {@link #abandoned}. */
    public Mono<Account> marked(RefreshClaim claim, String reason) {
        return closed(claim, Mono.defer(() -> repository.markReauthorizationRequired(claim, reason)));
    }

    /** Tells the end of an attempt. Earlier ends of this account's attempts are told no more. */
    private Mono<Account> closed(RefreshClaim claim, Mono<Account> statement) {
        AccountKey key = AccountKey.of(claim.account());
        return Mono.defer(() -> {
            forgotten(repeated.remove(key));
            return sent(claim, statement, () -> repeat(key, statement));
        });
    }

    /**
     * Tells the end again, detached. Registers that work before it begins, because it may have ended before this thread
     * goes on.
     */
    private void repeat(AccountKey key, Mono<Account> statement) {
        Disposable.Swap own = Disposables.swap();
        forgotten(repeated.put(key, own));
        own.update(detached.begun(
                key, untilTaken(statement).then(Mono.<Void>fromRunnable(() -> repeated.remove(key, own)))));
    }

    private Cooldown left(Cooldown cooldown, Duration begun) {
        Duration left = cooldown.length().minus(runtime.leastElapsed().minus(begun));
        return new Cooldown(
                cooldown.reason(),
                left.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : left,
                cooldown.outcomeUnknown(),
                cooldown.streak());
    }

    private Mono<Account> sent(RefreshClaim claim, Mono<Account> statement, Runnable otherwise) {
        return stored.bounded(statement).onErrorResume(failure -> {
            closing.failedFor(claim.account().id(), failure);
            if (worthRepeating(failure)) {
                otherwise.run();
            }
            return Mono.empty();
        });
    }

    /** Reports whether telling again can help: if the row cannot be read, the statement has written it all the same. */
    private static boolean worthRepeating(Throwable failure) {
        return !(failure instanceof InvalidAccountException);
    }

    private static void forgotten(@Nullable Disposable earlier) {
        if (earlier != null) {
            earlier.dispose();
        }
    }

    private Mono<Account> untilTaken(Mono<Account> statement) {
        return Mono.delay(FIRST_WAIT, runtime.scheduler())
                .then(stored.bounded(statement)
                        .retryWhen(new JitteredBackoff(FIRST_WAIT, LONGEST_WAIT, runtime)
                                .whenever(AttemptClosing::worthRepeating)))
                .take(respected, runtime.scheduler())
                .onErrorResume(failure -> Mono.empty());
    }
}
