package io.tokenwell.refresh.pipeline;

import io.tokenwell.Account;
import io.tokenwell.InvalidAccountException;
import io.tokenwell.refresh.guard.RejectionPauses;
import io.tokenwell.refresh.model.AccountRules;
import io.tokenwell.refresh.model.Attempt;
import io.tokenwell.refresh.model.ClaimAnswer;
import io.tokenwell.refresh.model.ClaimAnswer.Others;
import io.tokenwell.refresh.model.ClaimAnswer.RowWillDo;
import io.tokenwell.refresh.model.ClaimAnswer.TooSoon;
import io.tokenwell.refresh.model.ClaimAnswer.Unfit;
import io.tokenwell.refresh.model.ClaimAnswer.Won;
import io.tokenwell.refresh.model.ClaimEnd;
import io.tokenwell.refresh.model.Demand;
import io.tokenwell.refresh.model.Freshness;
import io.tokenwell.refresh.model.Walk;
import io.tokenwell.refresh.report.RefreshReporter;
import io.tokenwell.spi.ClaimVerdict.Granted;
import io.tokenwell.spi.RefreshClaim;
import java.util.Optional;

/** Decides what a claim allows a walk to do, by the fresh row that came with the claim. */
public final class ClaimRules {

    private final AccountRules accounts;
    private final Freshness freshness;
    private final RejectionPauses pauses;
    private final RefreshReporter reporter;

    public ClaimRules(AccountRules accounts, Freshness freshness, RejectionPauses pauses, RefreshReporter reporter) {
        this.accounts = accounts;
        this.freshness = freshness;
        this.pauses = pauses;
        this.reporter = reporter;
    }

    /** Returns what the claim allows. From then on the walk knows the claim's row, unless the row is unfit. */
    ClaimAnswer judged(Walk walk, RefreshClaim claim, ClaimEnd end) {
        Account row = claim.account();
        Demand demand = walk.demand();
        Optional<InvalidAccountException> problem = accounts.problemOf(row, demand);
        if (problem.isPresent()) {
            return unfit(claim, problem.get());
        }
        walk.replaceBy(row);
        if (demand.satisfiedBy(row, freshness) || !accounts.refreshed(row)) {
            return new RowWillDo(claim);
        }
        return claim.verdict() instanceof Granted granted ? inTurn(demand, claim, granted, end) : new Others(claim);
    }

    private ClaimAnswer unfit(RefreshClaim claim, InvalidAccountException problem) {
        if (claim.granted()) {
            reporter.unfit(claim.account(), problem);
        }
        return new Unfit(claim, problem);
    }

    /** Lets the claim's row decide, too, whether a rejected token may be replaced by now. */
    private ClaimAnswer inTurn(Demand demand, RefreshClaim claim, Granted granted, ClaimEnd end) {
        Account row = claim.account();
        return pauses.refusal(demand, row)
                .<ClaimAnswer>map(refusal -> new TooSoon(claim, refusal))
                .orElseGet(() -> new Won(Attempt.of(claim, granted, end, demand.forcing(row, freshness))));
    }
}
