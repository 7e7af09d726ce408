package io.tokenwell.refresh;

import io.tokenwell.Account;
import io.tokenwell.AccountNotFoundException;
import io.tokenwell.InvalidAccountException;
import io.tokenwell.spi.AccountChange;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.RequestOutcome;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.pool.PoolAcquireTimeoutException;

/**
 * Cache, else a stored token that is not due, else a refresh under lock and claim. A caller that finds the lock held
 * waits and re-enters at the cache: whoever wins feeds all others.
 */
final class TokenPipeline {

    private static final Logger log = LoggerFactory.getLogger(TokenPipeline.class);

    private final TroubleLog unreadableExpiry;
    private final AccountRules rules;
    private final Freshness freshness;
    private final StoredAccounts stored;
    private final TokenPublisher publisher;
    private final LockedRefresh lockedRefresh;
    private final BehindRefresh behind;
    private final FallbackToken fallback;
    private final Cooldowns cooldowns;
    private final RefreshPermits permits;
    private final RuntimeCounters counters;
    private final ContentionRetry contention;
    private final Wakeups wakeups = new Wakeups();
    private final LastLook lastLook;
    private final ToldCooldown told;
    private final RejectedRow rejectedRow;
    private final boolean sharedCache;
    private final Stop closing;

    TokenPipeline(RefreshParts parts) {
        this.rules = parts.rules();
        this.freshness = parts.freshness();
        this.stored = parts.stored();
        this.publisher = parts.publisher();
        this.fallback = parts.fallback();
        this.cooldowns = parts.cooldowns();
        this.permits = parts.permits();
        this.counters = parts.counters();
        this.contention = parts.contention();
        this.lastLook = new LastLook(parts);
        this.told = new ToldCooldown(parts);
        this.rejectedRow = new RejectedRow(parts);
        this.sharedCache = parts.sharedCache();
        this.closing = parts.closing();
        this.lockedRefresh = new LockedRefresh(parts);
        this.behind = new BehindRefresh(parts, lockedRefresh);
        this.unreadableExpiry =
                new TroubleLog(log, "expires_at not understood, the token is refreshed at every miss", parts.runtime());
    }

    void changed(AccountChange change) {
        wakeups.changed(change);
    }

    Mono<CachedToken> cachedOrRefreshed(Call call) {
        Mono<CachedToken> token = Mono.using(
                () -> wakeups.listening(call.key()),
                wakeup -> Mono.defer(() -> cachedOrRefreshed(call, wakeup))
                        .contextWrite(context -> Silence.begun(context, call.takeUnanswered()))
                        .retryWhen(contention.waitingOf(call, wakeup))
                        .onErrorResume(LockHeld.class, held -> lastLook.token(call))
                        .retryWhen(contention.waitingOf(call, wakeup))
                        .onErrorResume(LockHeld.class, held -> lastLook.stored(call)),
                wakeups::left);
        return SeenCall.noted(token, call, freshness);
    }

    private Mono<CachedToken> cachedOrRefreshed(Call call, Wakeup wakeup) {
        wakeup.listen();
        return cached(call)
                .switchIfEmpty(Mono.defer(() -> loaded(call)))
                .switchIfEmpty(Mono.defer(() -> call.ofRejection() ? rejectedRow.otherToken(call) : storedNotDue(call)))
                .switchIfEmpty(Mono.defer(() -> refreshed(call)));
    }

    private Mono<CachedToken> cached(Call call) {
        return call.takeCacheAsked()
                ? Mono.empty()
                : publisher.cached(call.key()).filter(call::accepts).doOnNext(token -> hit(call));
    }

    private void hit(Call call) {
        call.cameFrom(RequestOutcome.CACHE);
        log.debug("Token cache hit: account_id={} waits={}", call.accountId(), call.waits());
        if (call.waits() > 0) {
            counters.hitAfterWaiting();
            contention.warnIfSlow(call);
        }
    }

    /** Completes empty once the account is known. */
    private Mono<CachedToken> loaded(Call call) {
        return call.loaded()
                ? Mono.empty()
                : stored.row(call.accountId())
                        .switchIfEmpty(Mono.error(() -> new AccountNotFoundException(call.accountId())))
                        .doOnNext(call::replaceBy)
                        .flatMap(row -> Mono.empty());
    }

    private Mono<CachedToken> storedNotDue(Call call) {
        if (freshness.wanted(call.account().credentials(), sharedCache)) {
            return Mono.empty();
        }
        return newerRow(call)
                .map(row -> tokenOfNewerRow(call, row))
                .switchIfEmpty(Mono.fromSupplier(() -> ownToken(call)))
                .flatMap(Function.identity());
    }

    private Mono<Account> newerRow(Call call) {
        return call.rowRead() ? Mono.empty() : stored.newerThan(call.account());
    }

    /** Not cached: the original leaves that to the next caller that holds the newest snapshot. */
    private Mono<CachedToken> tokenOfNewerRow(Call call, Account row) {
        call.replaceBy(row);
        return freshness.wanted(row.credentials(), sharedCache)
                ? Mono.empty()
                : Mono.fromSupplier(() -> fallback.tokenOfNewer(row, null));
    }

    private Mono<CachedToken> ownToken(Call call) {
        Account own = call.account();
        return CachedToken.of(own)
                .map(token -> publisher.published(token, own, false))
                .orElseGet(() -> Mono.error(
                        () -> new InvalidAccountException(own.id(), "access_token not found in credentials")));
    }

    private Mono<CachedToken> refreshed(Call call) {
        if (!rules.refreshed(call.account())) {
            return fallback.unrefreshed(call);
        }
        if (closing.isSet()) {
            return fallback.whileClosing(call);
        }
        return cooldowns
                .known(call.key())
                .map(cooldown -> duringCooldown(call, cooldown))
                .orElseGet(() -> behind.served(call).switchIfEmpty(Mono.defer(() -> refreshedInTurn(call))));
    }

    /** What refreshes without a caller. */
    BehindRefresh behind() {
        return behind;
    }

    /** A new login ends it, whatever its version: the row decides. */
    private Mono<CachedToken> duringCooldown(Call call, Cooldowns.Entry cooldown) {
        return stored.current(call.account()).flatMap(row -> {
            if (cooldown.concerns(row)) {
                return fallback.duringCooldown(row, cooldown);
            }
            cooldowns.forget(call.key());
            call.replaceBy(row);
            return refreshedInTurn(call);
        });
    }

    /** Others may have told why nobody refreshes: that needs no lock. */
    private Mono<CachedToken> refreshedInTurn(Call call) {
        return call.takeCooldownHeard()
                ? told.answered(call)
                        .switchIfEmpty(Mono.fromSupplier(() -> permitted(call)))
                        .flatMap(Function.identity())
                : permitted(call);
    }

    private Mono<CachedToken> permitted(Call call) {
        return permits.permitted(call.account().platform(), contention.patienceOf(call), () -> refreshedUnderLock(call))
                .onErrorResume(PoolAcquireTimeoutException.class, busy -> lastLook.token(call));
    }

    private Mono<CachedToken> refreshedUnderLock(Call call) {
        if (call.account().credentials().expiryUnreadable()) {
            unreadableExpiry.found(call.key());
        }
        if (call.firstRequest()) {
            counters.refreshRequested();
        }
        return lockedRefresh.refreshed(call);
    }
}
