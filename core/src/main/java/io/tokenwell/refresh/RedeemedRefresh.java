package io.tokenwell.refresh;

import io.tokenwell.Account;
import io.tokenwell.Secret;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Outcome;
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
        return abandonedIfThere(claim).defaultIfEmpty(claim.account());
    }

    /** The newest row, the claim freed; empty if there is none or it cannot be read. */
    Mono<Account> abandonedIfThere(RefreshClaim claim) {
        return stored.bounded(repository.abandon(claim)).onErrorResume(failure -> {
            log.warn(
                    "Claim not freed, it will expire: account_id={} error={}",
                    claim.account().id(),
                    failure.toString());
            return Mono.empty();
        });
    }

    /** An earlier attempt was redeemed and not stored; its token may be due again by now. */
    private Mono<Secret> savedEarlier(RefreshClaim claim, Rotation rotation) {
        return freshness.due(rotation.credentials())
                ? saver.saved(claim, rotation.credentials()).then(Mono.error(LockHeld::new))
                : saved(claim, rotation);
    }

    /** A claim that would end before the answer is stored is given back: another may hold it by then. */
    private Mono<Secret> redeemedInTime(RefreshClaim claim, Duration claimEnd) {
        Duration stored = runtime.elapsed().plus(settings.endpointTimeout()).plus(settings.repositoryTimeout());
        if (stored.compareTo(claimEnd) > 0) {
            return abandoned(claim).then(Mono.error(LockHeld::new));
        }
        return redemption
                .redeemed(claim.account(), answer -> keepListening(claim, answer))
                .map(rotation ->
                        rotation.defect() == null ? succeeded(claim, rotation) : salvaged(claim, claimEnd, rotation))
                .onErrorResume(failure -> Mono.just(failed(claim, claimEnd, failure)))
                .flatMap(Function.identity());
    }

    private void keepListening(RefreshClaim claim, Mono<Rotation> answer) {
        long id = claim.account().id();
        answer.flatMap(rotation -> saver.saved(claim, rotation.credentials()))
                .doOnNext(kept -> cooldowns.end(AccountKey.of(kept)))
                .subscribe(
                        kept -> log.warn("A late answer of the token endpoint was stored: account_id={}", id),
                        failure -> log.debug("No late answer either: account_id={}", id));
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
                        : winner(kept));
    }

    /** The row that came meanwhile may be due itself, or a refresh token without any access token: once more from the top. */
    private Mono<Secret> winner(Account row) {
        return freshness.due(row.credentials())
                ? Mono.error(LockHeld::new)
                : Mono.fromSupplier(() -> fallback.tokenOfNewer(row, null));
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
    private Mono<Secret> salvaged(RefreshClaim claim, Duration claimEnd, Rotation rotation) {
        TokenEndpointException defect = Objects.requireNonNull(rotation.defect());
        Account row = claim.account();
        if (rotation.credentials().refreshToken().equals(row.credentials().refreshToken())) {
            return failed(claim, claimEnd, defect);
        }
        noteFailure(row, claimEnd, defect);
        return saver.saved(claim, rotation.credentials()).flatMap(kept -> fallback.afterFailure(kept, kept, defect));
    }

    /** Nobody redeems this account before the pause is over: its token may be used up, or the server asked to wait. */
    private Mono<Secret> failed(RefreshClaim claim, Duration claimEnd, Throwable cause) {
        Account row = claim.account();
        TokenEndpointException failure = Failures.unknown(row.id(), "no usable answer", cause);
        return stored.bounded(repository.postpone(claim, noteFailure(row, claimEnd, failure)))
                .onErrorResume(unreachable -> {
                    log.warn(
                            "Claim not postponed, it ends in time: account_id={} error={}",
                            row.id(),
                            unreachable.toString());
                    return Mono.empty();
                })
                .defaultIfEmpty(row)
                .flatMap(latest -> fallback.afterFailure(row, latest, Failures.told(failure)));
    }

    /** How long to leave the account alone. Where no answer came at all one may still be under way, for the claim's life. */
    private Duration noteFailure(Account row, Duration claimEnd, TokenEndpointException failure) {
        counters.refreshFailed();
        log.warn("Refresh failed: {}", failure.getMessage());
        boolean underWay = failure.outcome() == Outcome.UNKNOWN && failure.status() == 0;
        Duration asked = failure.retryAfter().orElse(Duration.ZERO);
        Duration pause = longer(
                longer(asked, settings.failureCooldown()),
                underWay ? claimEnd.minus(runtime.elapsed()) : Duration.ZERO);
        cooldowns.start(AccountKey.of(row), pause, Failures.told(failure));
        return pause;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
