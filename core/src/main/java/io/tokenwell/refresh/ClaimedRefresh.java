package io.tokenwell.refresh;

import io.tokenwell.Account;
import io.tokenwell.AccountNotFoundException;
import io.tokenwell.InvalidAccountException;
import io.tokenwell.Rejection;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.ClaimVerdict.CoolingDown;
import io.tokenwell.spi.ClaimVerdict.Granted;
import io.tokenwell.spi.ClaimVerdict.LoginRequired;
import io.tokenwell.spi.ClaimVerdict.Silent;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.RefreshObserver;
import io.tokenwell.spi.RefreshObserver.Held;
import io.tokenwell.spi.RefreshResult;
import io.tokenwell.spi.RequestOutcome;
import io.tokenwell.spi.UnfinishedAttempt;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** The refresh between taking the claim, which also reads the fresh row, and completing or abandoning it. */
final class ClaimedRefresh {

    private static final Logger log = LoggerFactory.getLogger(ClaimedRefresh.class);

    private final ClaimsInDoubt claims;
    private final StoredAccounts stored;
    private final AccountRules rules;
    private final Freshness freshness;
    private final FallbackToken fallback;
    private final Cooldowns cooldowns;
    private final PlatformGate gate;
    private final RedeemedRefresh redeemedRefresh;
    private final EarlierRotation earlier;
    private final AttemptEnd end;
    private final ForcedRefreshes forcedRefreshes;
    private final RejectedPauses pauses;
    private final ToldCooldown told;
    private final RuntimeCounters counters;
    private final RefreshObserver observer;
    private final RefreshRuntime runtime;
    private final Duration claimTtl;
    private final TroubleLog unfit;

    ClaimedRefresh(RefreshParts parts) {
        this.claims = parts.claims();
        this.stored = parts.stored();
        this.rules = parts.rules();
        this.freshness = parts.freshness();
        this.fallback = parts.fallback();
        this.cooldowns = parts.cooldowns();
        this.gate = parts.gate();
        this.counters = parts.counters();
        this.observer = parts.observer();
        this.runtime = parts.runtime();
        this.claimTtl = parts.settings().lockTtl();
        this.redeemedRefresh = new RedeemedRefresh(parts);
        this.earlier = new EarlierRotation(parts);
        this.end = parts.end();
        this.forcedRefreshes = parts.forcedRefreshes();
        this.pauses = parts.pauses();
        this.told = new ToldCooldown(parts);
        this.unfit = new TroubleLog(log, "Account no longer qualifies, not refreshed", runtime);
    }

    /** Another instance's cooldown is not worth a question to the table. */
    Mono<CachedToken> refreshed(Call call, String owner) {
        return told.answered(call)
                .switchIfEmpty(Mono.fromSupplier(() -> refreshedUnderClaim(call, owner)))
                .flatMap(Function.identity());
    }

    private Mono<CachedToken> refreshedUnderClaim(Call call, String owner) {
        return claims.settled(call.key())
                .then(Mono.fromSupplier(() -> claimedOrNot(call, owner)))
                .onErrorResume(failure -> Mono.just(unclaimed(call, owner, failure)))
                .flatMap(Function.identity());
    }

    private Mono<CachedToken> claimedOrNot(Call call, String owner) {
        ClaimEnd claimEnd = ClaimEnd.in(claimTtl, runtime);
        return claimed(call, owner)
                .map(claim -> rowOrRedeemed(call, claim, claimEnd))
                .onErrorResume(failure -> Mono.just(unclaimed(call, owner, failure)))
                .flatMap(Function.identity());
    }

    private Mono<RefreshClaim> claimed(Call call, String owner) {
        Duration triesMarkedAfter = gate.triesMarkedAfter(call.account());
        ClaimRequest request = new ClaimRequest(call.accountId(), owner, claimTtl, claimTtl, triesMarkedAfter);
        return claims.asked(call.account(), request)
                .switchIfEmpty(Mono.error(() -> new AccountNotFoundException(call.accountId())));
    }

    private Mono<CachedToken> rowOrRedeemed(Call call, RefreshClaim claim, ClaimEnd claimEnd) {
        Optional<InvalidAccountException> problem = rules.problemOf(claim.account(), call);
        if (problem.isPresent()) {
            return claim.granted() ? latestInstead(claim, problem.get()) : Mono.error(problem.get());
        }
        call.replaceBy(claim.account());
        boolean suffices = suffices(call, claim.account());
        if (claim.verdict() instanceof Granted granted) {
            return suffices ? freshRow(claim) : inTurn(call, claim, granted, claimEnd);
        }
        return suffices ? fallback.rowInstead(claim.account(), claim.account()) : refused(claim);
    }

    private boolean suffices(Call call, Account row) {
        boolean wanted = freshness.due(row.credentials(), call) || call.rejects(row);
        return !wanted || !rules.refreshed(row);
    }

    /** The claim's row decides also whether a rejected token may be replaced by now. */
    private Mono<CachedToken> inTurn(Call call, RefreshClaim claim, Granted granted, ClaimEnd claimEnd) {
        Duration left = forcedRefreshes.pause(call, claim.account());
        Rejection forced = forcedRefreshes.forcing(call, claim.account());
        return left.isZero()
                ? redeemedRefresh
                        .refreshed(claim, untold(granted), claimEnd, forced)
                        .doOnNext(token -> call.cameFrom(RequestOutcome.REFRESHED))
                : abandoned(claim).then(Mono.error(() -> pauses.paused(call.key(), call.rejected(), left)));
    }

    /** A mark has told of what was before it. */
    private static @Nullable UnfinishedAttempt untold(Granted granted) {
        return granted.marked() ? null : granted.previous();
    }

    /** Not ours to refresh: somebody is at it, or nobody may be. */
    private Mono<CachedToken> refused(RefreshClaim claim) {
        Account row = claim.account();
        if (claim.verdict() instanceof CoolingDown failed) {
            return fallback.duringCooldown(row, cooldowns.told(row, failed.cooldown()));
        }
        if (claim.verdict() instanceof Silent silent) {
            return fallback.duringCooldown(row, cooldowns.told(row, FailedRefresh.silence(silent)));
        }
        if (claim.verdict() instanceof LoginRequired marked) {
            return savedOrMarked(claim, marked);
        }
        return Mono.error(() -> new LockHeld(Held.CLAIM));
    }

    /** Whoever used the token up may have brought its pair into escrow since the mark was made. */
    private Mono<CachedToken> savedOrMarked(RefreshClaim claim, LoginRequired marked) {
        Account row = claim.account();
        return earlier.saved(claim)
                .onErrorResume(unreadable -> Mono.empty())
                .switchIfEmpty(
                        Mono.fromSupplier(() -> fallback.duringCooldown(row, cooldowns.marked(row, marked.reason()))))
                .flatMap(Function.identity());
    }

    /** Somebody refreshed before us: nothing to redeem. */
    private Mono<CachedToken> freshRow(RefreshClaim claim) {
        return abandoned(claim).flatMap(latest -> fallback.rowInstead(latest, claim.account()));
    }

    /** The newest row, the claim freed; what the claim read if that is all there is. */
    private Mono<Account> abandoned(RefreshClaim claim) {
        return end.abandoned(claim).defaultIfEmpty(claim.account());
    }

    /** A row that no longer qualifies is never refreshed; if it was changed back meanwhile, that decides. */
    private Mono<CachedToken> latestInstead(RefreshClaim claim, InvalidAccountException problem) {
        unfit.failedFor(claim.account().id(), problem);
        return abandoned(claim)
                .filter(latest -> rules.problemOf(latest).isEmpty())
                .map(latest -> fallback.tokenOfNewer(latest, problem))
                .switchIfEmpty(Mono.error(problem));
    }

    /** Without the fresh row nothing is redeemed: the snapshot's refresh token may be used up. */
    private Mono<CachedToken> unclaimed(Call call, String owner, Throwable failure) {
        counters.refreshFailed();
        observer.refreshed(RefreshResult.notClaimed(call.account().platform()));
        claims.failed(call.accountId(), failure);
        Account own = call.account();
        RuntimeException typed = Failures.typed(call.accountId(), "claim", failure);
        call.failed(typed);
        return (typed instanceof AccountNotFoundException
                        ? end.abandonedOnce(new RefreshClaim(own, owner, false)).switchIfEmpty(Mono.error(typed))
                        : stored.unchecked(own))
                .flatMap(row -> fallback.afterFailure(own, row, typed));
    }
}
