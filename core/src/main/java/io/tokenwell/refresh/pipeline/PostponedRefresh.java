package io.tokenwell.refresh.pipeline;

import io.tokenwell.Account;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.refresh.guard.AttemptClosing;
import io.tokenwell.refresh.guard.Cooldowns;
import io.tokenwell.refresh.guard.FailurePauses;
import io.tokenwell.refresh.guard.FallbackToken;
import io.tokenwell.refresh.model.Attempt;
import io.tokenwell.refresh.model.ClaimEnd;
import io.tokenwell.refresh.model.Failures;
import io.tokenwell.refresh.model.RedemptionOutcome.EscrowAway;
import io.tokenwell.refresh.model.RedemptionOutcome.Spared;
import io.tokenwell.refresh.model.RefreshRuntime;
import io.tokenwell.refresh.model.Served;
import io.tokenwell.refresh.report.RefreshReporter;
import io.tokenwell.spi.ClaimVerdict.Silent;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.FailureStreak;
import io.tokenwell.spi.UnfinishedAttempt;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** Puts a refresh off, for the whole fleet. The stored token is served meanwhile, as long as it is valid. */
public final class PostponedRefresh {

    private static final String MAY_STILL_ANSWER = " has not ended and may still bring its answer";

    private final AttemptClosing end;
    private final FallbackToken fallback;
    private final Cooldowns cooldowns;
    private final RefreshReporter reporter;
    private final FailurePauses pauses;

    public PostponedRefresh(
            AttemptClosing end,
            FallbackToken fallback,
            Cooldowns cooldowns,
            RefreshReporter reporter,
            FailurePauses pauses) {
        this.end = end;
        this.fallback = fallback;
        this.cooldowns = cooldowns;
        this.reporter = reporter;
        this.pauses = pauses;
    }

    Duration failureCooldown() {
        return pauses.first();
    }

    /**
     * Starts a pause in which no instance redeems this account: its refresh token may be used up, or the server asked
     * to wait. Emits the stored token; errors if that is not valid.
     */
    Mono<Served> after(Attempt attempt, TokenEndpointException failure) {
        return after(attempt, attempt.end(), failure, pauses.failed(attempt));
    }

    /** Starts the pause after a refusal that calls the refresh token spent, but is not believed yet. */
    Mono<Served> afterRefusal(Attempt attempt, TokenEndpointException failure) {
        return after(attempt, attempt.end(), failure, attempt.streak().refused());
    }

    /**
     * Starts the pause after an attempt without an answer in time. The answer may come for as long as others respect
     * the claim of a silent holder.
     */
    Mono<Served> afterTimeout(Attempt attempt, Duration timeout, Duration respected) {
        return after(
                attempt,
                attempt.end().later(respected),
                Failures.unusable(attempt.row().id(), "no answer within " + timeout),
                pauses.failed(attempt));
    }

    private Mono<Served> after(
            Attempt attempt, ClaimEnd claimEnd, TokenEndpointException failure, FailureStreak streak) {
        Account row = attempt.row();
        Cooldown cooldown = cooldown(pauses.after(attempt, streak), attempt, claimEnd, failure, streak);
        begun(row, cooldown, failure);
        return postponed(attempt, cooldown).flatMap(latest -> fallback.afterFailure(row, latest, failure));
    }

    /**
     * Starts a new pause, which need not allow for a late answer: callers were told that no answer came in time, and
     * now there will be none. A server that forgives has been asked again meanwhile. Completes empty.
     */
    Mono<Served> anew(Attempt attempt, TokenEndpointException failure) {
        if (pauses.enough(attempt, failure)) {
            return Mono.empty();
        }
        Account row = attempt.row();
        FailureStreak streak = pauses.failed(attempt);
        Cooldown cooldown = cooldown(pauses.after(attempt, streak), attempt, attempt.end(), failure, streak);
        reporter.noLateAnswer(row, cooldown);
        cooldowns.start(row, cooldown.length(), failure);
        return postponed(attempt, cooldown).then(Mono.empty());
    }

    /** Tells the table and the other instances of the pause. Emits the newest row. */
    private Mono<Account> postponed(Attempt attempt, Cooldown cooldown) {
        Account row = attempt.row();
        return end.postponed(attempt.claim(), cooldown)
                .defaultIfEmpty(row)
                .delayUntil(latest -> cooldowns.shareInShortQuietly(row, cooldown));
    }

    /**
     * Spares the refresh token as long as the stored token can be served. The process of an earlier attempt may be
     * suspended instead of dead: its answer, if it comes, has the only refresh token that still works.
     */
    Mono<Served> whileSpared(Attempt attempt, Spared spared) {
        return putOff(attempt, spared.spare(), named(spared.previous()) + MAY_STILL_ANSWER);
    }

    /** Returns the cooldown after a claim that ran out a moment ago: its attempt, too, may still bring an answer. */
    static Cooldown silence(Silent silent) {
        return new Cooldown(named(silent.attempt()) + MAY_STILL_ANSWER, silent.left(), true);
    }

    /**
     * Puts the refresh off until escrow can be read: sending a refresh token twice may lose the account for good, while
     * waiting only leaves it without a token for a while.
     */
    Mono<Served> untilEscrowIsBack(Attempt attempt, EscrowAway away) {
        return putOff(
                attempt,
                pauses.first(),
                named(away.previous()) + " may have left its rotation in escrow, which cannot be read ("
                        + away.failure().getClass().getSimpleName() + ")");
    }

    private Mono<Served> putOff(Attempt attempt, Duration pause, String reason) {
        Account row = attempt.row();
        Cooldown cooldown = new Cooldown(reason, pause, false, attempt.streak());
        reporter.putOff(row, cooldown);
        return postponed(attempt, cooldown)
                .flatMap(latest -> fallback.duringCooldown(latest, cooldowns.adopted(row, cooldown)));
    }

    /** Gives the claim back: nothing was sent, so other instances may send at once. */
    Mono<Served> unsent(Attempt attempt, RuntimeException why) {
        Account read = attempt.row();
        return end.abandoned(attempt.claim())
                .defaultIfEmpty(read)
                .flatMap(latest -> fallback.afterFailure(read, latest, why));
    }

    private static String named(UnfinishedAttempt attempt) {
        return "the attempt of " + RefreshRuntime.instanceOf(attempt.owner()) + " at " + attempt.startedAt();
    }

    /**
     * Begins a cooldown of this process after an answer that brought a new refresh token and no access token, and
     * reports the failure.
     */
    Cooldown begun(Account renewed, Attempt attempt, TokenEndpointException failure) {
        Cooldown cooldown = cooldown(pauses.first(), attempt, attempt.end(), failure, FailureStreak.none());
        begun(renewed, cooldown, failure);
        return cooldown;
    }

    private void begun(Account row, Cooldown cooldown, TokenEndpointException failure) {
        cooldowns.start(row, cooldown.length(), failure);
        reporter.failed(row, failure, cooldown);
    }

    private Cooldown cooldown(
            Duration own, Attempt attempt, ClaimEnd claimEnd, TokenEndpointException failure, FailureStreak streak) {
        return new Cooldown(
                String.valueOf(failure.getMessage()),
                pauses.atLeast(own, attempt, claimEnd, failure),
                failure.outcome() == Outcome.UNKNOWN,
                streak);
    }
}
