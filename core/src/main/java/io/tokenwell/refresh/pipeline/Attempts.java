package io.tokenwell.refresh.pipeline;

import io.tokenwell.refresh.guard.PlatformGate;
import io.tokenwell.refresh.model.Attempt;
import io.tokenwell.refresh.model.DetachedWork;
import io.tokenwell.refresh.model.RedemptionOutcome;
import io.tokenwell.refresh.model.RedemptionOutcome.Answered;
import io.tokenwell.refresh.model.RedemptionOutcome.Overdue;
import io.tokenwell.refresh.model.Served;
import io.tokenwell.refresh.report.RefreshReporter;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** Runs what follows a granted claim: the refresh call, then the steps that its outcome asks for. */
public final class Attempts {

    private final RedeemedOnce once;
    private final SavedAnswer answers;
    private final FailedAttempt failures;
    private final PlatformGate gate;
    private final DetachedWork detached;
    private final RefreshReporter reporter;

    public Attempts(
            RedeemedOnce once,
            SavedAnswer answers,
            FailedAttempt failures,
            PlatformGate gate,
            DetachedWork detached,
            RefreshReporter reporter) {
        this.once = once;
        this.answers = answers;
        this.failures = failures;
        this.gate = gate;
        this.detached = detached;
        this.reporter = reporter;
    }

    /** Sends the refresh token once, unless there is a reason against it. Emits the outcome. */
    Mono<RedemptionOutcome> redeemed(Attempt attempt) {
        return once.redeemed(attempt);
    }

    /** Saves an answer in the account table and only then publishes it; tells the fleet of a failure. */
    Mono<Served> saved(Attempt attempt, RedemptionOutcome outcome) {
        if (outcome instanceof Answered answered) {
            return answered(attempt, answered);
        }
        if (outcome instanceof Overdue overdue) {
            // No other instance may redeem while this one listens: that is as long as others respect the claim of a
            // silent holder.
            Disposable unused = detached.begun(attempt.key(), listened(attempt, overdue));
        }
        return failures.settled(attempt, outcome);
    }

    /**
     * Treats an outcome that comes after the callers were answered like any other: a rotated token is not thrown away.
     */
    private Mono<Void> listened(Attempt attempt, Overdue overdue) {
        return overdue.late()
                .flatMap(outcome -> outcome instanceof Answered answered
                        ? savedLate(attempt, answered)
                        : failures.settledLate(attempt, outcome))
                .then()
                .onErrorComplete();
    }

    private Mono<Served> savedLate(Attempt attempt, Answered answered) {
        reporter.answeredLate(attempt.row());
        return answered(attempt, answered);
    }

    /** Saves the answer. Whatever is in it, it shows that the server knows our client. */
    private Mono<Served> answered(Attempt attempt, Answered answered) {
        gate.succeeded(attempt.row());
        return answers.token(attempt, answered.rotation());
    }
}
