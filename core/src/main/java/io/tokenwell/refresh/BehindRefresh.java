package io.tokenwell.refresh;

import io.tokenwell.Account;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.RequestOutcome;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.pool.PoolAcquireTimeoutException;

/** Refreshes that nobody waits for, one per account at a time in this process. If another is at it there is nothing to do. */
final class BehindRefresh {

    private static final Logger log = LoggerFactory.getLogger(BehindRefresh.class);

    /** A line longer than this is not worth standing in: whoever asks next comes again. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Freshness freshness;
    private final StoredAccounts stored;
    private final TokenPublisher publisher;
    private final FallbackToken fallback;
    private final LockedRefresh lockedRefresh;
    private final Cooldowns cooldowns;
    private final RefreshPermits permits;
    private final RuntimeCounters counters;
    private final RotationFlush flush;
    private final RefreshAim due;
    private final boolean background;
    private final Stop closing;
    private final Set<AccountKey> underWay = ConcurrentHashMap.newKeySet();

    BehindRefresh(RefreshParts parts, LockedRefresh lockedRefresh) {
        FreshnessSettings settings = parts.settings().freshness();
        this.freshness = parts.freshness();
        this.stored = parts.stored();
        this.publisher = parts.publisher();
        this.fallback = parts.fallback();
        this.lockedRefresh = lockedRefresh;
        this.cooldowns = parts.cooldowns();
        this.permits = parts.permits();
        this.counters = parts.counters();
        this.flush = parts.flush();
        this.closing = parts.closing();
        this.due = new RefreshAim(settings.refreshSkew(), Set.of(Account.ACTIVE));
        this.background = settings.mode() == RefreshMode.BACKGROUND;
    }

    /** The newest token at once, its refresh begun; empty if the caller has to wait, as one does whose token was rejected. */
    Mono<CachedToken> served(Call call) {
        return background && !call.ofRejection()
                ? newest(call)
                        .filter(freshness::surelyValid)
                        .flatMap(this::servedAtOnce)
                        .doOnNext(token -> call.cameFrom(RequestOutcome.BEHIND))
                : Mono.empty();
    }

    private Mono<Account> newest(Call call) {
        return call.rowRead()
                ? Mono.just(call.account())
                : stored.newest(call.account()).doOnNext(call::replaceBy);
    }

    /** In the cache for half its life at most, so that a refresh that came to nothing is begun anew in time. */
    private Mono<CachedToken> servedAtOnce(Account row) {
        Duration half = freshness.life(row.credentials()).orElse(Duration.ZERO).dividedBy(2);
        return fallback.still(row, half).doOnNext(token -> start(row));
    }

    private void start(Account row) {
        if (freshness.due(row.credentials(), Call.behind(row, due))) {
            begun(row, due)
                    .subscribe(
                            token -> {},
                            failure -> log.debug(
                                    "Refresh behind failed: account_id={} error={}", row.id(), failure.toString()));
        }
    }

    /**
     * Begins a refresh that goes on whoever leaves. Emits the token that the account has then, an error if it has none; empty
     * if another is at it or nobody may be.
     */
    Mono<CachedToken> begun(Account account, RefreshAim aim) {
        return Mono.defer(() -> {
            AccountKey key = AccountKey.of(account);
            if (closing.isSet() || !underWay.add(key)) {
                return Mono.empty();
            }
            Mono<CachedToken> work = enoughOrRefreshed(Call.behind(account, aim))
                    .doOnTerminate(() -> underWay.remove(key))
                    .cache();
            flush.detached(key, work.onErrorComplete().then());
            return work;
        });
    }

    private Mono<CachedToken> enoughOrRefreshed(Call call) {
        return publisher
                .cached(call.key())
                .filter(token -> freshness.suffices(token, call))
                .map(token -> storedOrRefreshed(call, token))
                .switchIfEmpty(Mono.fromSupplier(() -> permitted(call)))
                .flatMap(Function.identity())
                .onErrorResume(BehindRefresh::anothersTurn, busy -> Mono.empty());
    }

    /** What the cache has and the table has not waits in escrow: a claim brings it home. Without the table nothing can be done. */
    private Mono<CachedToken> storedOrRefreshed(Call call, CachedToken cached) {
        if (cached.version() <= call.account().credentials().tokenVersion()) {
            return Mono.just(cached);
        }
        return inTable(call, cached).flatMap(known -> {
            if (known) {
                return Mono.just(cached);
            }
            call.mistrust(cached);
            return permitted(call).filterWhen(token -> call.accepts(token) ? Mono.just(true) : inTable(call, token));
        });
    }

    /** Empty if it cannot be told. */
    private Mono<Boolean> inTable(Call call, CachedToken token) {
        return stored.rowOrEmpty(call.accountId()).map(row -> row.credentials().tokenVersion() >= token.version());
    }

    private Mono<CachedToken> permitted(Call call) {
        return cooldowns.known(call.key()).isPresent()
                ? Mono.empty()
                : permits.permitted(call.account().platform(), PATIENCE, () -> refreshed(call));
    }

    private Mono<CachedToken> refreshed(Call call) {
        counters.refreshRequested();
        return lockedRefresh.refreshed(call);
    }

    private static boolean anothersTurn(Throwable failure) {
        return failure instanceof LockHeld || failure instanceof PoolAcquireTimeoutException;
    }
}
