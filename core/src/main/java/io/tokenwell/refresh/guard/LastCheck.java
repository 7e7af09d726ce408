package io.tokenwell.refresh.guard;

import io.tokenwell.Account;
import io.tokenwell.StorageOperation;
import io.tokenwell.TokenRefreshPendingException;
import io.tokenwell.refresh.model.Attempt;
import io.tokenwell.refresh.model.DecideFirst;
import io.tokenwell.refresh.model.Failures;
import io.tokenwell.refresh.model.RedemptionOutcome;
import io.tokenwell.refresh.model.RedemptionOutcome.Unsent;
import io.tokenwell.refresh.model.Restart;
import io.tokenwell.refresh.model.Restart.Why;
import io.tokenwell.refresh.model.Rotations;
import io.tokenwell.refresh.model.StopSignal;
import reactor.core.publisher.Mono;

/** Checks once more right before a refresh token is sent: sending cannot be taken back. */
public final class LastCheck {

    private final GuardedAccounts stored;
    private final AttemptClosing end;
    private final StopSignal closing;

    public LastCheck(GuardedAccounts stored, AttemptClosing end, StopSignal closing) {
        this.stored = stored;
        this.end = end;
        this.closing = closing;
    }

    /**
     * Emits a reason against sending; empty if there is none. Errors with {@link Restart}, the claim given back, if the
     * walk has to start again.
     */
    public Mono<RedemptionOutcome> objection(Attempt attempt, boolean inTime) {
        if (!inTime) {
            return startedAgain(attempt, Why.CLAIM_TOO_SHORT);
        }
        return attempt.previous() == null ? ifClosing(attempt) : ifChanged(attempt);
    }

    private Mono<RedemptionOutcome> startedAgain(Attempt attempt, Why why) {
        return end.abandoned(attempt.claim()).then(Mono.error(() -> new Restart(why)));
    }

    private Mono<RedemptionOutcome> ifClosing(Attempt attempt) {
        return closing.isSet() ? Mono.just(new Unsent(closing(attempt.row().id()))) : Mono.empty();
    }

    /**
     * Makes the walk start again if the row has changed since the claim read it: the process of an earlier attempt may
     * have ended that, so that its pair came into the table and left escrow before this walk looked there. That process
     * cannot have sent the refresh token that the row has now.
     */
    private Mono<RedemptionOutcome> ifChanged(Attempt attempt) {
        Account read = attempt.row();
        return DecideFirst.thenDo(stored.bounded(stored.repository().findById(read.id()))
                .filter(row -> Rotations.sameTokens(row, read))
                .map(same -> ifClosing(attempt))
                .defaultIfEmpty(startedAgain(attempt, Why.ROW_CHANGED))
                .onErrorResume(unreadable -> Mono.just(
                        Mono.just(new Unsent(Failures.typed(read.id(), StorageOperation.ACCOUNTS_FIND, unreadable))))));
    }

    /** Returns the answer of a process that is closing: it begins no attempt whose end it may not see. */
    static TokenRefreshPendingException closing(String accountId) {
        return new TokenRefreshPendingException(
                accountId, "no valid token, and this instance is closing: another one will refresh it", null);
    }
}
