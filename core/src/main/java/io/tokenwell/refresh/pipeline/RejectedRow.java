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

/**
 * Answers a walk whose token was rejected, from the table. The caller's snapshot proves nothing: it may be as old as
 * the token.
 */
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

    /**
     * Emits another token that is not due, if another process has refreshed. Empty if a refresh has to follow; errors
     * while that has to wait.
     */
    Mono<Served> otherToken(Walk walk, OtherThan demand) {
        return row(walk).flatMap(row -> demand.satisfiedBy(row, freshness) ? newer(walk, row) : inTurn(demand, row));
    }

    private Mono<Served> inTurn(OtherThan demand, Account row) {
        return pauses.refusal(demand, row).map(Mono::<Served>error).orElseGet(Mono::empty);
    }

    /**
     * Emits the row's token. Errors while this process holds a pair that the table has not taken: then the row's token
     * is older than that pair.
     */
    private Mono<Served> newer(Walk walk, Account row) {
        return unsaved.atRisk(walk.key())
                ? Mono.error(() -> RejectionPauses.stillThere(
                        walk.accountId(), "the account table has not taken its last refresh yet", null))
                : fallback.rowInstead(row, row);
    }

    /** Emits the row. It is read once, as the claim tells more later; empty without a row, as the claim tells why. */
    private Mono<Account> row(Walk walk) {
        return walk.rowRead()
                ? Mono.just(walk.account())
                : stored.rowOrEmpty(walk.accountId()).map(rules::checkedRow).doOnNext(walk::replaceBy);
    }
}
