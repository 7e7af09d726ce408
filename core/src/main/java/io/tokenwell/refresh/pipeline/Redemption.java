package io.tokenwell.refresh.pipeline;

import io.tokenwell.Account;
import io.tokenwell.AccountIds;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.refresh.guard.Forgiveness;
import io.tokenwell.refresh.model.Attempt;
import io.tokenwell.refresh.model.ClaimEnd;
import io.tokenwell.refresh.model.Failures;
import io.tokenwell.refresh.model.GrantMerge;
import io.tokenwell.refresh.model.GrantMerge.Rotation;
import io.tokenwell.refresh.model.RedemptionOutcome;
import io.tokenwell.refresh.model.RedemptionOutcome.Answered;
import io.tokenwell.refresh.model.RedemptionOutcome.Failed;
import io.tokenwell.refresh.model.RedemptionOutcome.Overdue;
import io.tokenwell.refresh.model.RefreshRuntime;
import io.tokenwell.refresh.model.StopSignal;
import io.tokenwell.refresh.report.ObservedRequest;
import io.tokenwell.refresh.report.RefreshReporter;
import io.tokenwell.refresh.settings.RefreshSettings;
import io.tokenwell.spi.RefreshObserver.Redeeming;
import io.tokenwell.spi.RefreshResult;
import io.tokenwell.spi.TokenEndpoint;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Sends the refresh token once. */
public final class Redemption {

    private static final Logger log = LoggerFactory.getLogger(Redemption.class);

    private static final int TRIES_MORE = 3;
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final double JITTER = 0.5;

    private final TokenEndpoint endpoint;
    private final GrantMerge merge;
    private final Forgiveness forgiveness;
    private final StopSignal closing;
    private final RefreshReporter reporter;
    private final RefreshRuntime runtime;
    private final Duration timeout;
    private final Duration storing;
    private final Duration claimTtl;

    public Redemption(
            TokenEndpoint endpoint,
            GrantMerge merge,
            Forgiveness forgiveness,
            StopSignal closing,
            RefreshReporter reporter,
            RefreshSettings settings) {
        this.endpoint = endpoint;
        this.merge = merge;
        this.forgiveness = forgiveness;
        this.closing = closing;
        this.reporter = reporter;
        this.runtime = forgiveness.runtime();
        this.timeout = settings.endpointTimeout();
        this.storing = settings.repositoryTimeout();
        this.claimTtl = settings.lockTtl();
    }

    /**
     * Emits the outcome, after the endpoint's timeout at the latest: callers wait no longer. A rotated token that
     * arrives later is not thrown away.
     */
    Mono<RedemptionOutcome> outcome(Attempt attempt) {
        Mono<RedemptionOutcome> answer = answered(attempt)
                .<RedemptionOutcome>map(Answered::new)
                .onErrorResume(failure -> Mono.just(failed(attempt, failure)))
                .cache();
        return answer.timeout(timeout, Mono.fromSupplier(() -> new Overdue(timeout, answer)), runtime.scheduler());
    }

    private static Failed failed(Attempt attempt, Throwable failure) {
        return new Failed(Failures.unknown(attempt.row().id(), "no usable answer", failure));
    }

    /** Listens for the answer as long as others respect a claim whose holder is silent. Errors are typed. */
    private Mono<Rotation> answered(Attempt attempt) {
        return Mono.deferContextual(work -> {
            Account row = attempt.row();
            Duration begun = runtime.elapsed();
            Redeeming seen = reporter.redeeming(row, ObservedRequest.starterOf(work));
            return answered(attempt, begun)
                    .contextWrite(seen::contextFor)
                    .doOnNext(rotation -> ended(seen, row, begun, rotation.defect()))
                    .doOnError(TokenEndpointException.class, failure -> ended(seen, row, begun, failure));
        });
    }

    private void ended(Redeeming seen, Account row, Duration begun, @Nullable TokenEndpointException failure) {
        RefreshResult result = failure == null
                ? RefreshResult.succeeded(row.platform())
                : RefreshResult.failed(row.platform(), failure);
        seen.onEnd(result, runtime.elapsed().minus(begun), failure);
    }

    private Mono<Rotation> answered(Attempt attempt, Duration begun) {
        Account row = attempt.row();
        return Mono.defer(() -> maySend(attempt)
                        ? endpoint.redeem(row)
                        : Mono.error(Failures.notSent(row.id(), "claim_over", "its claim would end before the answer")))
                .retryWhen(whileNotSent(row, attempt.end()))
                .retryWhen(whileForgiven(attempt))
                .timeout(claimTtl.multipliedBy(2), runtime.scheduler())
                .switchIfEmpty(Mono.error(() -> Failures.unusable(row.id(), "no answer")))
                .map(grant -> merge.merged(row, grant, attempt.forced(), begun))
                .onErrorMap(failure -> Failures.unknown(row.id(), "no usable answer", failure));
    }

    /**
     * Retries while nothing has left this process. The refresh token is untouched then, so this is the one failure that
     * may be tried again at once.
     */
    private Retry whileNotSent(Account row, ClaimEnd claimEnd) {
        return Retry.from(failures -> failures.concatMap(failure -> {
            Duration wait = runtime.jittered(FIRST_WAIT.multipliedBy(1L << failure.totalRetries()), JITTER);
            if (!Failures.worthAnotherTry(failure.failure())
                    || failure.totalRetries() >= TRIES_MORE
                    || !fits(wait, claimEnd)) {
                return Mono.error(failure.failure());
            }
            log.debug(
                    "Refresh token not sent, trying again: account_id={} wait={}", AccountIds.encoded(row.id()), wait);
            return resumed(failure, wait);
        }));
    }

    private Mono<Retry.RetrySignal> resumed(Retry.RetrySignal failure, Duration wait) {
        return closing.orAfter(Mono.delay(wait, runtime.scheduler()))
                .then(Mono.defer(() -> closing.isSet() ? Mono.error(failure.failure()) : Mono.just(failure)));
    }

    /**
     * Retries while the server forgives that the refresh token comes again: its answer may be lost, and no other
     * instance knows of it. However the last try ends, the first may have used the token up.
     */
    private Retry whileForgiven(Attempt attempt) {
        return Retry.from(failures -> failures.concatMap(failure -> {
            Duration wait = runtime.jittered(FIRST_WAIT.multipliedBy(1L << failure.totalRetries()), JITTER);
            TokenEndpointException why = Failures.unknown(attempt.row().id(), "no usable answer", failure.failure());
            boolean again = why.outcome() == Outcome.UNKNOWN
                    && failure.totalRetries() < TRIES_MORE
                    && forgiveness.forgives(attempt, wait)
                    && fits(wait, attempt.end());
            if (!again) {
                return Mono.error(failure.totalRetries() == 0 ? failure.failure() : Failures.stillUnknown(why));
            }
            reporter.sentAgain(attempt.row(), why);
            return resumed(failure, wait);
        }));
    }

    Forgiveness forgiveness() {
        return forgiveness;
    }

    /** Reports whether an answer that is asked for now is stored in time, and the token not sent too late. */
    boolean maySend(Attempt attempt) {
        return fits(Duration.ZERO, attempt.end()) && forgiveness.allows(attempt);
    }

    /** Reports whether an answer that is asked for after this wait would be stored before the claim ends. */
    boolean fits(Duration wait, ClaimEnd claimEnd) {
        return claimEnd.leaves(wait.plus(timeout).plus(storing), runtime);
    }
}
