package io.tokenwell.refresh;

import io.tokenwell.Account;
import io.tokenwell.Secret;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenRefreshPendingException;
import io.tokenwell.refresh.Redemption.Rotation;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.AccountRepository;
import io.tokenwell.spi.RefreshClaim;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Redeems under a granted claim, saves what came back, and only then tells anybody. */
final class RedeemedRefresh {

    private static final Logger log = LoggerFactory.getLogger(RedeemedRefresh.class);

    private final AccountRepository repository;
    private final StoredAccounts stored;
    private final Freshness freshness;
    private final FallbackToken fallback;
    private final Redemption redemption;
    private final RotationSaver saver;
    private final Cooldowns cooldowns;
    private final RuntimeCounters counters;
    private final RefreshRuntime runtime;
    private final RefreshSettings settings;

    RedeemedRefresh(RefreshParts parts) {
        this.repository = parts.repository();
        this.stored = parts.stored();
        this.freshness = parts.freshness();
        this.fallback = parts.fallback();
        this.saver = parts.saver();
        this.cooldowns = parts.cooldowns();
        this.counters = parts.counters();
        this.runtime = parts.runtime();
        this.settings = parts.settings();
        this.redemption = new Redemption(parts);
    }

    Mono<Secret> refreshed(RefreshClaim claim, Duration claimEnd) {
        return saver.unsaved(claim)
                .map(credentials -> savedEarlier(claim, new Rotation(credentials, true, null)))
                .switchIfEmpty(Mono.fromSupplier(() -> redeemedInTime(claim, claimEnd)))
                .flatMap(Function.identity());
    }

    /** The newest row, the claim freed; what the claim read if that is all there is. */
    Mono<Account> abandoned(RefreshClaim claim) {
        return stored.bounded(repository.abandon(claim))
                .onErrorResume(failure -> {
                    log.warn(
                            "Claim not freed, it will expire: account_id={} error={}",
                            claim.account().id(),
                            failure.toString());
                    return Mono.empty();
                })
                .defaultIfEmpty(claim.account());
    }

    /** An earlier attempt was redeemed and not stored; its token may be due again by now. */
    private Mono<Secret> savedEarlier(RefreshClaim claim, Rotation rotation) {
        return freshness.due(rotation.credentials())
                ? saver.saved(claim, rotation.credentials()).then(Mono.error(LockHeld::new))
                : saved(claim, rotation);
    }

    /** A claim that would end before the answer must come is given back: another may hold it by then. */
    private Mono<Secret> redeemedInTime(RefreshClaim claim, Duration claimEnd) {
        Duration answer = runtime.elapsed().plus(settings.endpointTimeout());
        if (answer.compareTo(claimEnd) > 0) {
            return abandoned(claim).then(Mono.error(LockHeld::new));
        }
        return redemption
                .redeemed(claim.account())
                .map(rotation -> rotation.defect() == null ? succeeded(claim, rotation) : salvaged(claim, rotation))
                .onErrorResume(TokenEndpointException.class, failure -> Mono.just(failed(claim, failure)))
                .flatMap(Function.identity());
    }

    private Mono<Secret> succeeded(RefreshClaim claim, Rotation rotation) {
        counters.refreshSucceeded();
        return saved(claim, rotation).doOnNext(token -> settled(claim.account(), rotation));
    }

    private Mono<Secret> saved(RefreshClaim claim, Rotation rotation) {
        Account redeemed = claim.account().withCredentials(rotation.credentials());
        return saver.saved(claim, rotation.credentials())
                .flatMap(kept -> kept.credentials().equals(rotation.credentials())
                        ? fallback.published(redeemed, !rotation.lifetimeKnown())
                        : Mono.fromSupplier(() -> fallback.tokenOfNewer(kept, null)));
    }

    /** A token whose whole life lies inside the skew would be refreshed at every miss: half its life is left in peace. */
    private void settled(Account row, Rotation rotation) {
        AccountKey key = AccountKey.of(row);
        cooldowns.end(key);
        if (freshness.due(rotation.credentials())) {
            Duration life = freshness.life(rotation.credentials()).orElse(settings.failureCooldown());
            log.warn(
                    "Fresh token lives no longer than the refresh skew; lower the skew: account_id={} life={}",
                    row.id(),
                    life);
            cooldowns.start(
                    key, life.dividedBy(2), new TokenRefreshPendingException(row.id(), "refreshed a moment ago", null));
        }
    }

    /** The answer had no usable access token, but its refresh token is the one that will be accepted next. */
    private Mono<Secret> salvaged(RefreshClaim claim, Rotation rotation) {
        TokenEndpointException defect = Objects.requireNonNull(rotation.defect());
        boolean rotated = !rotation.credentials()
                .refreshToken()
                .equals(claim.account().credentials().refreshToken());
        if (!rotated) {
            return failed(claim, defect);
        }
        noteFailure(claim, defect);
        return saver.saved(claim, rotation.credentials()).flatMap(kept -> fallback.afterFailure(kept, kept, defect));
    }

    private Mono<Secret> failed(RefreshClaim claim, TokenEndpointException failure) {
        noteFailure(claim, failure);
        return abandoned(claim)
                .flatMap(latest -> fallback.afterFailure(claim.account(), latest, Failures.told(failure)));
    }

    private void noteFailure(RefreshClaim claim, TokenEndpointException failure) {
        counters.refreshFailed();
        log.warn("Refresh failed: {}", failure.getMessage());
        cooldowns.start(
                AccountKey.of(claim.account()),
                failure.retryAfter().orElse(settings.failureCooldown()),
                Failures.told(failure));
    }
}
