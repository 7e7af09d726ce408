package io.tokenwell.refresh;

import io.tokenwell.Account;
import io.tokenwell.ReauthorizationRequiredException;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.TokenEvent;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.ClaimVerdict.Granted;
import io.tokenwell.spi.ClaimVerdict.Silent;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.RefreshObserver;
import io.tokenwell.spi.RefreshResult;
import io.tokenwell.spi.UnfinishedAttempt;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** What follows a redemption that gave nothing usable: a pause for the whole fleet, or a mark that a human is needed. */
final class FailedRefresh {

    private static final Logger log = LoggerFactory.getLogger(FailedRefresh.class);

    /** Whatever an endpoint asks for: an account must not be silenced for days by one answer. */
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private static final String MAY_STILL_ANSWER = " has not ended and may still bring its answer";

    private final AttemptEnd end;
    private final FallbackToken fallback;
    private final Cooldowns cooldowns;
    private final PlatformGate gate;
    private final RuntimeCounters counters;
    private final RefreshRuntime runtime;
    private final Duration failureCooldown;
    private final TokenEvents events;
    private final RefreshObserver observer;

    FailedRefresh(RefreshParts parts) {
        this.end = parts.end();
        this.fallback = parts.fallback();
        this.cooldowns = parts.cooldowns();
        this.gate = parts.gate();
        this.counters = parts.counters();
        this.runtime = parts.runtime();
        this.failureCooldown = parts.settings().failureCooldown();
        this.events = parts.events();
        this.observer = parts.observer();
    }

    /** Nobody redeems this account before the pause is over: its token may be used up, or the server asked to wait. */
    Mono<CachedToken> paused(RefreshClaim claim, ClaimEnd claimEnd, TokenEndpointException failure) {
        Account row = claim.account();
        Cooldown cooldown = noted(row, claimEnd, failure);
        return postponed(claim, cooldown).flatMap(latest -> fallback.afterFailure(row, latest, failure));
    }

    /** The newest row. */
    private Mono<Account> postponed(RefreshClaim claim, Cooldown cooldown) {
        Account row = claim.account();
        return end.postponed(claim, cooldown)
                .defaultIfEmpty(row)
                .delayUntil(latest -> cooldowns.shareInShortQuietly(row, cooldown));
    }

    /** Callers were told that there was no answer, and now there will be none: the pause need not last for one. */
    Mono<CachedToken> pausedAnew(RefreshClaim claim, ClaimEnd claimEnd, TokenEndpointException failure) {
        Account row = claim.account();
        Cooldown cooldown = cooldown(claimEnd, failure);
        log.debug("No late answer either: account_id={} pause={}", row.id(), cooldown.length());
        cooldowns.start(row, cooldown.length(), failure);
        return postponed(claim, cooldown).then(Mono.empty());
    }

    /**
     * An earlier attempt's process may stand still instead of being dead: its answer, should it come, is the account's life.
     * As long as the stored token can be served, nobody uses the refresh token again.
     */
    Mono<CachedToken> unhurried(RefreshClaim claim, UnfinishedAttempt previous, Duration pause) {
        return putOff(claim, pause, attempt(previous) + MAY_STILL_ANSWER);
    }

    /** The same, for a claim that ran out a moment ago. */
    static Cooldown silence(Silent silent) {
        return new Cooldown(attempt(silent.attempt()) + MAY_STILL_ANSWER, silent.left(), true);
    }

    /** An earlier attempt may have left its pair in an escrow that cannot be read: better no token for a while than none ever. */
    Mono<CachedToken> untilEscrowIsBack(RefreshClaim claim, UnfinishedAttempt previous, Throwable unreadable) {
        return putOff(
                claim,
                failureCooldown,
                attempt(previous) + " may have left its rotation in escrow, which cannot be read ("
                        + unreadable.getClass().getSimpleName() + ")");
    }

    private Mono<CachedToken> putOff(RefreshClaim claim, Duration pause, String reason) {
        Account row = claim.account();
        Cooldown cooldown = new Cooldown(reason, pause, false);
        log.warn("Refresh put off: account_id={} pause={} reason={}", row.id(), pause, reason);
        events.tell(new TokenEvent.CoolingDown(row.id(), reason, pause, false));
        return postponed(claim, cooldown)
                .flatMap(latest -> fallback.duringCooldown(latest, cooldowns.told(row, cooldown)));
    }

    private static String attempt(UnfinishedAttempt previous) {
        return "the attempt of " + RefreshRuntime.instanceOf(previous.owner()) + " at " + previous.startedAt();
    }

    /** The access token was no use, though the refresh token was kept: this process leaves the account alone for a while. */
    Cooldown noted(Account row, ClaimEnd claimEnd, TokenEndpointException failure) {
        counters.refreshFailed();
        observer.refreshed(RefreshResult.failed(row.platform(), failure));
        log.warn("Refresh failed: account_id={} error={}", row.id(), failure.getMessage());
        Cooldown cooldown = cooldown(claimEnd, failure);
        cooldowns.start(row, cooldown.length(), failure);
        events.tell(
                new TokenEvent.CoolingDown(row.id(), cooldown.reason(), cooldown.length(), cooldown.outcomeUnknown()));
        return cooldown;
    }

    private Cooldown cooldown(ClaimEnd claimEnd, TokenEndpointException failure) {
        return new Cooldown(
                String.valueOf(failure.getMessage()), pause(claimEnd, failure), failure.outcome() == Outcome.UNKNOWN);
    }

    /** Where no answer came at all, the server may still be at it, for the claim's life. */
    private Duration pause(ClaimEnd claimEnd, TokenEndpointException failure) {
        boolean underWay = failure.outcome() == Outcome.UNKNOWN && failure.status() == 0;
        Duration claimed = underWay ? claimEnd.awaited(runtime) : Duration.ZERO;
        return longest(
                failureCooldown, longest(shorter(failure.retryAfter().orElse(Duration.ZERO), LONGEST_PAUSE), claimed));
    }

    /** The server will never accept this refresh token again. A row that has another one by now decides instead. */
    Mono<CachedToken> loggedOut(
            RefreshClaim claim, @Nullable UnfinishedAttempt previous, TokenEndpointException failure) {
        counters.refreshFailed();
        Account row = claim.account();
        observer.refreshed(RefreshResult.failed(row.platform(), failure));
        String reason = failure.code().orElse("refresh token refused")
                + Refusals.said(failure)
                + lost(lostBefore(claim, previous));
        return end.marked(claim, reason)
                .defaultIfEmpty(row)
                .flatMap(latest -> latest.credentials()
                                .refreshToken()
                                .equals(row.credentials().refreshToken())
                        ? refused(row, latest, new ReauthorizationRequiredException(row.id(), reason, failure), failure)
                        : fallback.ofWinner(latest));
    }

    private Mono<CachedToken> refused(
            Account row, Account latest, ReauthorizationRequiredException reason, TokenEndpointException failure) {
        cooldowns.refused(row, reason);
        gate.marked(row, failure);
        return fallback.afterFailure(row, latest, reason);
    }

    private static @Nullable UnfinishedAttempt lostBefore(RefreshClaim claim, @Nullable UnfinishedAttempt previous) {
        return claim.verdict() instanceof Granted granted ? granted.previous() : previous;
    }

    private static Duration longest(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static String lost(@Nullable UnfinishedAttempt previous) {
        return previous == null
                ? ""
                : "; its answer to " + RefreshRuntime.instanceOf(previous.owner()) + ", asked at "
                        + previous.startedAt() + ", was lost";
    }
}
