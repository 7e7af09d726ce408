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

/** What follows a claim that was won: the refresh call, then whatever its outcome asks for. */
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

    /** The refresh token is sent once, unless there is a reason against it. */
    Mono<RedemptionOutcome> redeemed(Attempt attempt) {
        return once.redeemed(attempt);
    }

    /** What came back is saved in the account table, and only then published; a failure is told to the fleet. */
    Mono<Served> saved(Attempt attempt, RedemptionOutcome outcome) {
        if (outcome instanceof Answered answered) {
            return answered(attempt, answered);
        }
        if (outcome instanceof Overdue overdue) {
            // While we listen nobody else may redeem: as long as the claim of a silent holder is respected.
            Disposable unused = detached.begun(attempt.key(), listened(attempt, overdue));
        }
        return failures.settled(attempt, outcome);
    }

    /** What comes after callers were told counts like any other outcome: a rotated token is not thrown away. */
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

    /** Whatever is in it: the server knows our client. */
    private Mono<Served> answered(Attempt attempt, Answered answered) {
        gate.succeeded(attempt.row());
        return answers.token(attempt, answered.rotation());
    }
}
