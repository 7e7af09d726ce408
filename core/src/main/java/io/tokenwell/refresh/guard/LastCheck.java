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

/** What is checked right before a refresh token is sent: it cannot be taken back. */
public final class LastCheck {

    private final GuardedAccounts stored;
    private final AttemptClosing end;
    private final StopSignal closing;

    public LastCheck(GuardedAccounts stored, AttemptClosing end, StopSignal closing) {
        this.stored = stored;
        this.end = end;
        this.closing = closing;
    }

    /** A reason against sending, the claim given back; empty if there is none. Errors with {@link Restart} if it is to be tried anew. */
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
     * Whoever began an earlier attempt may have ended it since the claim read the row: the pair came into the table, and then
     * left escrow before that was looked into. What is in the row now cannot have been sent by them.
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

    /** A process that ends begins no attempt that it may not see the end of. */
    static TokenRefreshPendingException closing(long accountId) {
        return new TokenRefreshPendingException(
                accountId, "no valid token, and this instance is closing: another one will refresh it", null);
    }
}
