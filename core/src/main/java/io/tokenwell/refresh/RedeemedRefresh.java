package io.tokenwell.refresh;

import io.tokenwell.Account;
import io.tokenwell.Secret;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEvent;
import io.tokenwell.refresh.Redemption.Rotation;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.AccountRepository;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.UnfinishedAttempt;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Redeems under a granted claim, saves what came back, and only then tells anybody. */
final class RedeemedRefresh {

    private static final Logger log = LoggerFactory.getLogger(RedeemedRefresh.class);

    private final TroubleLog reading;
    private final AccountRepository repository;
    private final StoredAccounts stored;
    private final Freshness freshness;
    private final FallbackToken fallback;
    private final Redemption redemption;
    private final RotationSaver saver;
    private final RotationFlush flush;
    private final Cooldowns cooldowns;
    private final RuntimeCounters counters;
    private final EarlierRotation earlier;
    private final FailedRefresh failedRefresh;
    private final Duration failureCooldown;
    private final TokenEvents events;

    RedeemedRefresh(RefreshParts parts) {
        this.reading = new TroubleLog(log, "Escrow not readable", parts.runtime());
        this.repository = parts.repository();
        this.stored = parts.stored();
        this.freshness = parts.freshness();
        this.fallback = parts.fallback();
        this.saver = parts.saver();
        this.flush = parts.flush();
        this.cooldowns = parts.cooldowns();
        this.counters = parts.counters();
        this.failureCooldown = parts.settings().failureCooldown();
        this.events = parts.events();
        this.redemption = new Redemption(parts);
        this.earlier = new EarlierRotation(parts);
        this.failedRefresh = new FailedRefresh(parts);
    }

    Mono<Secret> refreshed(RefreshClaim claim, @Nullable UnfinishedAttempt previous, Duration claimEnd) {
        return earlier.saved(claim)
                .onErrorResume(unreadable -> withoutEscrow(claim, previous, unreadable))
                .switchIfEmpty(Mono.fromSupplier(() -> redeemedOrPutOff(claim, previous, claimEnd)))
                .flatMap(Function.identity());
    }

    /** Only an attempt that never ended can have left a rotation of this very row: then the escrow has to be asked first. */
    private Mono<Mono<Secret>> withoutEscrow(
            RefreshClaim claim, @Nullable UnfinishedAttempt previous, Throwable unreadable) {
        reading.failed(AccountKey.of(claim.account()), unreadable);
        return previous == null
                ? Mono.empty()
                : Mono.just(failedRefresh.untilEscrowIsBack(claim, previous, unreadable));
    }

    private Mono<Secret> redeemedOrPutOff(RefreshClaim claim, @Nullable UnfinishedAttempt previous, Duration claimEnd) {
        Duration spare = freshness.spareLife(claim.account().credentials());
        return previous == null || spare.isZero()
                ? redeemedInTime(claim, previous, claimEnd)
                : failedRefresh.unhurried(claim, previous, spare);
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

    /** A claim that would end before the answer is stored is given back: another may hold it by then. */
    private Mono<Secret> redeemedInTime(RefreshClaim claim, @Nullable UnfinishedAttempt previous, Duration claimEnd) {
        if (!redemption.fits(Duration.ZERO, claimEnd)) {
            return abandoned(claim).then(Mono.error(LockHeld::new));
        }
        warnOf(claim.account(), previous);
        return redemption
                .redeemed(claim.account(), claimEnd, answer -> keepListening(claim, answer))
                .map(rotation ->
                        rotation.defect() == null ? succeeded(claim, rotation) : salvaged(claim, claimEnd, rotation))
                .onErrorResume(failure -> Mono.just(failed(claim, previous, claimEnd, failure)))
                .flatMap(Function.identity());
    }

    private void warnOf(Account row, @Nullable UnfinishedAttempt previous) {
        if (previous != null) {
            String instance = RefreshRuntime.instanceOf(previous.owner());
            log.warn(
                    "An earlier attempt never ended and nothing is in escrow: if the server answered it, a new login will be "
                            + "needed: account_id={} instance={} started={}",
                    row.id(),
                    instance,
                    previous.startedAt());
            events.tell(new TokenEvent.AttemptLost(row.id(), instance, previous.startedAt()));
        }
    }

    private void keepListening(RefreshClaim claim, Mono<Rotation> answer) {
        long id = claim.account().id();
        flush.detached(
                AccountKey.of(claim.account()),
                answer.flatMap(rotation -> saver.saved(claim, rotation.credentials()))
                        .delayUntil(kept -> cooldowns.endQuietly(AccountKey.of(kept)))
                        .doOnNext(kept -> log.warn("A late answer of the token endpoint was stored: account_id={}", id))
                        .onErrorResume(failure -> {
                            log.debug("No late answer either: account_id={}", id);
                            return Mono.empty();
                        })
                        .then());
    }

    private Mono<Secret> succeeded(RefreshClaim claim, Rotation rotation) {
        counters.refreshSucceeded();
        return saved(claim, rotation)
                .delayUntil(token -> settled(claim.account().withCredentials(rotation.credentials())));
    }

    private Mono<Secret> saved(RefreshClaim claim, Rotation rotation) {
        Account redeemed = claim.account().withCredentials(rotation.credentials());
        return saver.saved(claim, rotation.credentials())
                .flatMap(kept -> kept.credentials().equals(rotation.credentials())
                        ? fallback.published(redeemed, !rotation.lifetimeKnown())
                        : fallback.ofWinner(kept));
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
    private Mono<Secret> salvaged(RefreshClaim claim, Duration claimEnd, Rotation rotation) {
        TokenEndpointException defect = Objects.requireNonNull(rotation.defect());
        Account row = claim.account();
        if (rotation.credentials().refreshToken().equals(row.credentials().refreshToken())) {
            return failedRefresh.paused(claim, claimEnd, defect);
        }
        Account renewed = row.withCredentials(rotation.credentials());
        Cooldown cooldown = failedRefresh.noted(renewed, claimEnd, defect);
        return saver.saved(claim, rotation.credentials())
                .delayUntil(kept -> cooldowns.shareQuietly(renewed, cooldown))
                .flatMap(kept -> fallback.afterFailure(kept, kept, defect));
    }

    /** Before an account is given up, one more look into escrow: whoever used the token may have kept the pair meanwhile. */
    private Mono<Secret> failed(
            RefreshClaim claim, @Nullable UnfinishedAttempt previous, Duration claimEnd, Throwable cause) {
        TokenEndpointException failure = Failures.unknown(claim.account().id(), "no usable answer", cause);
        return failure.terminal()
                ? earlier.saved(claim)
                        .onErrorResume(unreadable -> withoutEscrow(claim, previous, unreadable))
                        .switchIfEmpty(Mono.fromSupplier(() -> failedRefresh.loggedOut(claim, previous, failure)))
                        .flatMap(Function.identity())
                : failedRefresh.paused(claim, claimEnd, failure);
    }
}
