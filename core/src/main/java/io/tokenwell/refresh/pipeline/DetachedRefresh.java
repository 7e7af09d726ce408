package io.tokenwell.refresh.pipeline;

import io.tokenwell.Account;
import io.tokenwell.refresh.guard.Cooldowns;
import io.tokenwell.refresh.guard.GuardedAccounts;
import io.tokenwell.refresh.guard.GuardedCache;
import io.tokenwell.refresh.guard.RefreshPermits;
import io.tokenwell.refresh.model.DecideFirst;
import io.tokenwell.refresh.model.Demand.Ahead;
import io.tokenwell.refresh.model.DetachedWork;
import io.tokenwell.refresh.model.Freshness;
import io.tokenwell.refresh.model.Restart;
import io.tokenwell.refresh.model.Served;
import io.tokenwell.refresh.model.StopSignal;
import io.tokenwell.refresh.model.Walk;
import io.tokenwell.refresh.model.Walk.FirstRead;
import io.tokenwell.refresh.report.WaitReporter;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.pool.PoolAcquireTimeoutException;

/**
 * Runs refreshes that no caller waits for, one per account at a time in this process. If the account is already being
 * refreshed, there is nothing to do.
 */
public final class DetachedRefresh {

    /** The longest wait in line for a permit. After a longer one the next call for the account tries again. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Freshness freshness;
    private final GuardedAccounts stored;
    private final GuardedCache cache;
    private final RefreshAdmission admission;
    private final DetachedWork detached;
    private final WaitReporter reporter;
    private final Set<AccountKey> underWay = ConcurrentHashMap.newKeySet();

    /** What decides whether a refresh that no caller waits for may begin. */
    public record RefreshAdmission(Cooldowns cooldowns, RefreshPermits permits, StopSignal closing) {}

    public DetachedRefresh(
            Freshness freshness,
            GuardedAccounts stored,
            GuardedCache cache,
            RefreshAdmission admission,
            DetachedWork detached,
            WaitReporter reporter) {
        this.freshness = freshness;
        this.stored = stored;
        this.cache = cache;
        this.admission = admission;
        this.detached = detached;
        this.reporter = reporter;
    }

    /**
     * Begins a refresh that goes on even if its subscriber leaves. Emits the token that the account has then; errors if
     * it has none; empty if the account is already being refreshed or may not be.
     */
    Mono<CachedToken> begun(Account account, Ahead demand, Function<Walk, Mono<Served>> refresh) {
        return Mono.defer(() -> {
            AccountKey key = demand.key();
            if (admission.closing().isSet() || !underWay.add(key)) {
                return Mono.empty();
            }
            Mono<CachedToken> work = enoughOrRefreshed(account, demand, refresh)
                    .doOnTerminate(() -> underWay.remove(key))
                    .cache();
            detached.begun(key, work.onErrorComplete().then());
            return work;
        });
    }

    private Mono<CachedToken> enoughOrRefreshed(Account account, Ahead demand, Function<Walk, Mono<Served>> refresh) {
        return DecideFirst.thenDo(cache.cached(demand.key())
                        .filter(token -> demand.satisfiedBy(token, freshness))
                        .map(token -> storedOrRefreshed(account, demand, token, refresh))
                        .switchIfEmpty(Mono.fromSupplier(() -> permitted(account, demand, refresh))))
                .onErrorResume(DetachedRefresh::anothersTurn, busy -> Mono.empty());
    }

    /**
     * Emits the cached token if the table has it. A token that only the cache has waits in escrow, and a claim brings
     * it into the table. Empty if the table cannot be read: nothing can be done without it.
     */
    private Mono<CachedToken> storedOrRefreshed(
            Account account, Ahead demand, CachedToken cached, Function<Walk, Mono<Served>> refresh) {
        if (cached.version() <= account.credentials().tokenVersion()) {
            return Mono.just(cached);
        }
        return inTable(cached, demand).flatMap(known -> {
            if (known) {
                return Mono.just(cached);
            }
            Ahead distrusting = demand.distrusting(cached);
            return permitted(account, distrusting, refresh)
                    .filterWhen(token -> distrusting.trusts(token) ? Mono.just(true) : inTable(token, demand));
        });
    }

    /** Emits whether the table has this token or a newer one; empty if that cannot be told. */
    private Mono<Boolean> inTable(CachedToken token, Ahead demand) {
        return stored.rowOrEmpty(demand.key().accountId())
                .map(row -> row.credentials().tokenVersion() >= token.version());
    }

    private Mono<CachedToken> permitted(Account account, Ahead demand, Function<Walk, Mono<Served>> refresh) {
        Walk walk = new Walk(demand, account, FirstRead.NOT_YET);
        return admission.cooldowns().known(demand.key()).isPresent()
                ? Mono.empty()
                : admission
                        .permits()
                        .permitted(account.platform(), PATIENCE, () -> requested(walk, refresh))
                        .map(Served::token);
    }

    private Mono<Served> requested(Walk walk, Function<Walk, Mono<Served>> refresh) {
        reporter.requested(walk);
        return refresh.apply(walk);
    }

    private static boolean anothersTurn(Throwable failure) {
        return failure instanceof Restart || failure instanceof PoolAcquireTimeoutException;
    }
}
