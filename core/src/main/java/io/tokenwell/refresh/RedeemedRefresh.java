package io.tokenwell.refresh;

import io.tokenwell.Account;
import io.tokenwell.Rejection;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEvent;
import io.tokenwell.refresh.Redemption.Rotation;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.UnfinishedAttempt;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** Redeems under a granted claim, saves what came back, and only then tells anybody. */
final class RedeemedRefresh {

    private static final Logger log = LoggerFactory.getLogger(RedeemedRefresh.class);

    private final TroubleLog reading;
    private final AttemptEnd end;
    private final RefreshRuntime runtime;
    private final Duration timeout;
    private final Duration claimTtl;
    private final Freshness freshness;
    private final Redemption redemption;
    private final RotationFlush flush;
    private final EarlierRotation earlier;
    private final FailedRefresh failedRefresh;
    private final PlatformGate gate;
    private final AnsweredRefresh answered;
    private final TokenEvents events;
    private final LastCheck lastCheck;

    RedeemedRefresh(RefreshParts parts) {
        this.reading = new TroubleLog(log, "Escrow not readable", parts.runtime());
        this.end = parts.end();
        this.runtime = parts.runtime();
        this.timeout = parts.settings().endpointTimeout();
        this.claimTtl = parts.settings().lockTtl();
        this.freshness = parts.freshness();
        this.flush = parts.flush();
        this.events = parts.events();
        this.lastCheck = new LastCheck(parts);
        this.gate = parts.gate();
        this.redemption = new Redemption(parts);
        this.earlier = new EarlierRotation(parts);
        this.failedRefresh = new FailedRefresh(parts);
        this.answered = new AnsweredRefresh(parts, failedRefresh);
    }

    /** {@code forced}: how the row's token was rejected, though it is not due; or null. */
    Mono<CachedToken> refreshed(
            RefreshClaim claim, @Nullable UnfinishedAttempt previous, ClaimEnd claimEnd, @Nullable Rejection forced) {
        return earlier.saved(claim)
                .onErrorResume(unreadable -> withoutEscrow(claim, previous, unreadable))
                .switchIfEmpty(Mono.fromSupplier(() -> redeemedOrPutOff(claim, previous, claimEnd, forced)))
                .flatMap(Function.identity());
    }

    /** Only an attempt that never ended can have left a rotation of this very row: then the escrow has to be asked first. */
    private Mono<Mono<CachedToken>> withoutEscrow(
            RefreshClaim claim, @Nullable UnfinishedAttempt previous, Throwable unreadable) {
        return previous == null
                ? skipped(claim, unreadable)
                : Mono.just(failedRefresh.untilEscrowIsBack(claim, previous, unreadable));
    }

    private Mono<Mono<CachedToken>> skipped(RefreshClaim claim, Throwable unreadable) {
        reading.failed(AccountKey.of(claim.account()), unreadable);
        return Mono.empty();
    }

    /** A token that was rejected cannot be served meanwhile, however long it would live. */
    private Mono<CachedToken> redeemedOrPutOff(
            RefreshClaim claim, @Nullable UnfinishedAttempt previous, ClaimEnd claimEnd, @Nullable Rejection forced) {
        Duration spare = forced != null
                ? Duration.ZERO
                : freshness.spareLife(claim.account().credentials());
        return previous == null || spare.isZero()
                ? redeemedInTime(claim, previous, claimEnd, forced)
                : failedRefresh.unhurried(claim, previous, spare);
    }

    /** A claim that would end before the answer is stored is given back: another may hold it by then. */
    private Mono<CachedToken> redeemedInTime(
            RefreshClaim claim, @Nullable UnfinishedAttempt previous, ClaimEnd claimEnd, @Nullable Rejection forced) {
        if (!redemption.fits(Duration.ZERO, claimEnd)) {
            return end.abandoned(claim).then(Mono.error(LockHeld::new));
        }
        return lastCheck.passed(claim, previous, () -> redeemed(claim, previous, claimEnd, forced));
    }

    /** Callers wait no longer than the endpoint's timeout. A rotated token that arrives later is not thrown away. */
    private Mono<CachedToken> redeemed(
            RefreshClaim claim, @Nullable UnfinishedAttempt previous, ClaimEnd claimEnd, @Nullable Rejection forced) {
        warnOf(claim.account(), previous);
        Mono<Rotation> answer =
                redemption.answered(claim.account(), claimEnd, forced).cache();
        return answer.map(rotation -> Mono.defer(() -> answered.token(claim, claimEnd, rotation)))
                .onErrorResume(failure -> Mono.just(Mono.defer(() -> failed(claim, previous, claimEnd, failure))))
                .timeout(
                        timeout,
                        Mono.fromSupplier(() -> overdue(claim, previous, claimEnd, answer)),
                        runtime.scheduler())
                .flatMap(Function.identity());
    }

    /** While we listen nobody else may redeem: as long as the claim of a silent holder is respected. */
    private Mono<CachedToken> overdue(
            RefreshClaim claim, @Nullable UnfinishedAttempt previous, ClaimEnd claimEnd, Mono<Rotation> answer) {
        Disposable unused = flush.detached(AccountKey.of(claim.account()), listened(claim, previous, claimEnd, answer));
        return failedRefresh.paused(
                claim,
                claimEnd.later(claimTtl),
                Failures.unusable(claim.account().id(), "no answer within " + timeout));
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

    /** What came after callers were told counts like any other outcome. */
    private Mono<Void> listened(
            RefreshClaim claim, @Nullable UnfinishedAttempt previous, ClaimEnd claimEnd, Mono<Rotation> answer) {
        long id = claim.account().id();
        return answer.doOnNext(rotation ->
                        log.warn("The token endpoint answered late, its answer is stored: account_id={}", id))
                .map(rotation -> answered.token(claim, claimEnd, rotation))
                .onErrorResume(failure -> Mono.just(failedLate(claim, previous, claimEnd, failure)))
                .flatMap(Function.identity())
                .then()
                .onErrorResume(told -> Mono.empty());
    }

    private Mono<CachedToken> failedLate(
            RefreshClaim claim, @Nullable UnfinishedAttempt previous, ClaimEnd claimEnd, Throwable cause) {
        TokenEndpointException failure = Failures.unknown(claim.account().id(), "no usable answer", cause);
        return failure.terminal()
                ? failed(claim, previous, claimEnd, failure)
                : failedRefresh.pausedAnew(claim, claimEnd, gate.judged(claim, previous, failure));
    }

    /**
     * Before an account is given up, one more look into escrow: whoever used the token may have kept the pair meanwhile. If
     * escrow cannot be read, the mark comes first, so that nobody sends the token again; it is looked into at each later call.
     */
    private Mono<CachedToken> failed(
            RefreshClaim claim, @Nullable UnfinishedAttempt previous, ClaimEnd claimEnd, Throwable cause) {
        TokenEndpointException failure = Failures.unknown(claim.account().id(), "no usable answer", cause);
        return failure.terminal()
                ? earlier.saved(claim)
                        .onErrorResume(unreadable -> skipped(claim, unreadable))
                        .switchIfEmpty(Mono.fromSupplier(() -> refused(claim, previous, claimEnd, failure)))
                        .flatMap(Function.identity())
                : failedRefresh.paused(claim, claimEnd, gate.judged(claim, previous, failure));
    }

    private Mono<CachedToken> refused(
            RefreshClaim claim, @Nullable UnfinishedAttempt previous, ClaimEnd claimEnd, TokenEndpointException said) {
        TokenEndpointException failure = gate.judged(claim, previous, said);
        return failure.terminal()
                ? failedRefresh.loggedOut(claim, previous, failure)
                : failedRefresh.paused(claim, claimEnd, failure);
    }
}
