package io.tokenwell.refresh.pipeline;

import io.tokenwell.Account;
import io.tokenwell.refresh.guard.FallbackToken;
import io.tokenwell.refresh.guard.GuardedAccounts;
import io.tokenwell.refresh.guard.RejectionPauses;
import io.tokenwell.refresh.model.AccountRules;
import io.tokenwell.refresh.model.Demand.OtherThan;
import io.tokenwell.refresh.model.Freshness;
import io.tokenwell.refresh.model.Served;
import io.tokenwell.refresh.model.Walk;
import io.tokenwell.refresh.rotation.UnsavedRotations;
import reactor.core.publisher.Mono;

/** What the table says to a walk whose token was rejected. The snapshot says nothing: it may be as old as the token. */
public final class RejectedRow {

    private final GuardedAccounts stored;
    private final AccountRules rules;
    private final Freshness freshness;
    private final FallbackToken fallback;
    private final RejectionPauses pauses;
    private final UnsavedRotations unsaved;

    public RejectedRow(
            GuardedAccounts stored,
            AccountRules rules,
            Freshness freshness,
            FallbackToken fallback,
            RejectionPauses pauses,
            UnsavedRotations unsaved) {
        this.stored = stored;
        this.rules = rules;
        this.freshness = freshness;
        this.fallback = fallback;
        this.pauses = pauses;
        this.unsaved = unsaved;
    }

    /** Another token that is not due: somebody has refreshed. Empty if a refresh has to follow; errors while it has to wait. */
    Mono<Served> otherToken(Walk walk, OtherThan demand) {
        return row(walk).flatMap(row -> demand.satisfiedBy(row, freshness) ? newer(walk, row) : inTurn(demand, row));
    }

    private Mono<Served> inTurn(OtherThan demand, Account row) {
        return pauses.refusal(demand, row).map(Mono::<Served>error).orElseGet(Mono::empty);
    }

    /** While this process holds a pair that the table has not taken, the row's token is the one from before it. */
    private Mono<Served> newer(Walk walk, Account row) {
        return unsaved.atRisk(walk.key())
                ? Mono.error(() -> RejectionPauses.stillThere(
                        walk.accountId(), "the account table has not taken its last refresh yet", null))
                : fallback.rowInstead(row, row);
    }

    /** Read once: later the claim tells more. Without a row the claim tells why. */
    private Mono<Account> row(Walk walk) {
        return walk.rowRead()
                ? Mono.just(walk.account())
                : stored.rowOrEmpty(walk.accountId()).map(rules::checkedRow).doOnNext(walk::replaceBy);
    }
}
