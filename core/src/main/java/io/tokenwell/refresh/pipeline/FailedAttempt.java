package io.tokenwell.refresh.pipeline;

import io.tokenwell.TokenEndpointException;
import io.tokenwell.refresh.guard.PlatformGate;
import io.tokenwell.refresh.model.Attempt;
import io.tokenwell.refresh.model.EscrowLook;
import io.tokenwell.refresh.model.EscrowLook.Found;
import io.tokenwell.refresh.model.EscrowLook.Unreadable;
import io.tokenwell.refresh.model.Failures;
import io.tokenwell.refresh.model.RedemptionOutcome;
import io.tokenwell.refresh.model.RedemptionOutcome.EscrowAway;
import io.tokenwell.refresh.model.RedemptionOutcome.Escrowed;
import io.tokenwell.refresh.model.RedemptionOutcome.Failed;
import io.tokenwell.refresh.model.RedemptionOutcome.Overdue;
import io.tokenwell.refresh.model.RedemptionOutcome.Spared;
import io.tokenwell.refresh.model.RedemptionOutcome.Unsent;
import io.tokenwell.refresh.model.Refusals;
import io.tokenwell.refresh.model.Served;
import io.tokenwell.refresh.report.RefreshReporter;
import io.tokenwell.refresh.rotation.EscrowedRefresh;
import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * Decides what follows an attempt that brought no answer: a pause for the whole fleet, or a mark that a human has to
 * sign in.
 */
public final class FailedAttempt {

    private final EscrowedRefresh earlier;
    private final PostponedRefresh postponed;
    private final RefusedForGood refused;
    private final PlatformGate gate;
    private final RefreshReporter reporter;
    private final Duration respected;

    /** Creates the stage; {@code respected} is how long others respect the claim of a silent holder. */
    public FailedAttempt(
            EscrowedRefresh earlier,
            PostponedRefresh postponed,
            RefusedForGood refused,
            PlatformGate gate,
            RefreshReporter reporter,
            Duration respected) {
        this.earlier = earlier;
        this.postponed = postponed;
        this.refused = refused;
        this.gate = gate;
        this.reporter = reporter;
        this.respected = respected;
    }

    Mono<Served> settled(Attempt attempt, RedemptionOutcome outcome) {
        if (outcome instanceof Failed failed) {
            return failed(attempt, failed.failure());
        } else if (outcome instanceof Overdue overdue) {
            gate.unanswered(attempt.row(), Failures.unusable(attempt.row().id(), "no answer in time"));
            return postponed.afterTimeout(attempt, overdue.timeout(), respected);
        } else if (outcome instanceof Escrowed escrowed) {
            return earlier.saved(attempt.claim(), escrowed.rotation());
        } else if (outcome instanceof Spared spared) {
            return postponed.whileSpared(attempt, spared);
        } else if (outcome instanceof EscrowAway away) {
            return postponed.untilEscrowIsBack(attempt, away);
        } else if (outcome instanceof Unsent unsent) {
            return postponed.unsent(attempt, unsent.why());
        }
        throw new IllegalStateException("not a failure: " + outcome);
    }

    /** Settles an attempt after its callers were told that no answer came in time. */
    Mono<Served> settledLate(Attempt attempt, RedemptionOutcome outcome) {
        return outcome instanceof Failed failed && !failed.failure().terminal()
                ? postponed.anew(attempt, gate.judged(attempt, failed.failure()))
                : settled(attempt, outcome);
    }

    /**
     * Looks into escrow once more before an account is given up: the process that used the token may have kept the pair
     * there meanwhile. If escrow cannot be read, the account is marked first, so that no process sends the token again;
     * each later call looks into escrow again.
     */
    private Mono<Served> failed(Attempt attempt, TokenEndpointException failure) {
        return failure.terminal()
                ? earlier.look(attempt.claim())
                        .flatMap(look -> look instanceof Found found
                                ? earlier.saved(attempt.claim(), found.rotation())
                                : refused(attempt, look, failure))
                : postponed.after(attempt, gate.judged(attempt, failure));
    }

    private Mono<Served> refused(Attempt attempt, EscrowLook look, TokenEndpointException said) {
        if (look instanceof Unreadable unreadable) {
            reporter.escrowSkipped(attempt.key(), unreadable.failure());
        }
        TokenEndpointException failure = gate.judged(attempt, said);
        if (!failure.terminal()) {
            return postponed.after(attempt, failure);
        }
        boolean lastOne =
                attempt.streak().refusals() + 1 >= gate.refusals(attempt.row()).terminalAfter();
        return lastOne
                ? refused.marked(attempt, failure)
                : postponed.afterRefusal(attempt, Refusals.notYetBelieved(failure));
    }
}
