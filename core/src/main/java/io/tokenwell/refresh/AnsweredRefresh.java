package io.tokenwell.refresh;

import io.tokenwell.Account;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEvent;
import io.tokenwell.refresh.Redemption.Rotation;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.RefreshObserver;
import io.tokenwell.spi.RefreshResult;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** What follows an answer that brought something: it is saved, then published, then told. */
final class AnsweredRefresh {

    private static final Logger log = LoggerFactory.getLogger(AnsweredRefresh.class);

    private final Freshness freshness;
    private final FallbackToken fallback;
    private final RotationSaver saver;
    private final Cooldowns cooldowns;
    private final PlatformGate gate;
    private final RuntimeCounters counters;
    private final FailedRefresh failedRefresh;
    private final Duration failureCooldown;
    private final TokenEvents events;
    private final RefreshObserver observer;
    private final RefreshRuntime runtime;

    AnsweredRefresh(RefreshParts parts, FailedRefresh failedRefresh) {
        this.freshness = parts.freshness();
        this.fallback = parts.fallback();
        this.saver = parts.saver();
        this.cooldowns = parts.cooldowns();
        this.gate = parts.gate();
        this.counters = parts.counters();
        this.failedRefresh = failedRefresh;
        this.events = parts.events();
        this.observer = parts.observer();
        this.runtime = parts.runtime();
        this.failureCooldown = parts.settings().failureCooldown();
    }

    Mono<CachedToken> token(RefreshClaim claim, ClaimEnd claimEnd, Rotation rotation) {
        gate.succeeded(claim.account());
        return rotation.defect() == null ? succeeded(claim, rotation) : salvaged(claim, claimEnd, rotation);
    }

    private Mono<CachedToken> succeeded(RefreshClaim claim, Rotation rotation) {
        counters.refreshSucceeded();
        observer.refreshed(RefreshResult.succeeded(claim.account().platform()));
        return saved(claim, rotation)
                .delayUntil(token -> settled(claim.account().withCredentials(rotation.credentials())));
    }

    private Mono<CachedToken> saved(RefreshClaim claim, Rotation rotation) {
        Account redeemed = claim.account().withCredentials(rotation.credentials());
        return saver.saved(claim, rotation.credentials(), news(redeemed, () -> refreshed(redeemed, rotation)))
                .flatMap(kept -> kept.credentials().equals(rotation.credentials())
                        ? fallback.published(saver.asFarAsStored(claim, redeemed), !rotation.lifetimeKnown())
                        : fallback.ofWinner(kept));
    }

    private RotationNews news(Account redeemed, Runnable stored) {
        return new RotationNews.Own(events, redeemed.id(), stored);
    }

    private void refreshed(Account renewed, Rotation rotation) {
        events.tell(new TokenEvent.Refreshed(
                renewed.id(),
                runtime.elapsed().minus(rotation.begun()),
                renewed.credentials().expiresAt().orElse(null)));
    }

    /** A token whose whole life lies inside the skew would be refreshed at every miss: half its life is left in peace. */
    private Mono<Void> settled(Account renewed) {
        cooldowns.forget(AccountKey.of(renewed));
        if (!freshness.due(renewed.credentials())) {
            return Mono.empty();
        }
        Duration life = freshness.life(renewed.credentials()).orElse(failureCooldown);
        log.warn(
                "Fresh token lives no longer than the refresh skew; lower the skew: account_id={} life={}",
                renewed.id(),
                life);
        Cooldown rest = new Cooldown("refreshed a moment ago", life.dividedBy(2), false);
        cooldowns.told(renewed, rest);
        return cooldowns.shareQuietly(renewed, rest);
    }

    /** The answer had no usable access token, but its refresh token is the one that will be accepted next. */
    private Mono<CachedToken> salvaged(RefreshClaim claim, ClaimEnd claimEnd, Rotation rotation) {
        TokenEndpointException defect = Objects.requireNonNull(rotation.defect());
        Account row = claim.account();
        if (rotation.credentials().refreshToken().equals(row.credentials().refreshToken())) {
            return failedRefresh.paused(claim, claimEnd, defect);
        }
        Account renewed = row.withCredentials(rotation.credentials());
        Cooldown cooldown = failedRefresh.noted(renewed, claimEnd, defect);
        return saver.saved(claim, rotation.credentials(), news(renewed, () -> {}))
                .delayUntil(kept -> cooldowns.shareQuietly(renewed, cooldown))
                .map(kept -> Rotations.sameTokens(kept, renewed) ? saver.asFarAsStored(claim, kept) : kept)
                .flatMap(kept -> fallback.afterFailure(kept, kept, defect));
    }
}
