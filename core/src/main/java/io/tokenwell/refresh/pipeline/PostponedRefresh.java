package io.tokenwell.refresh.pipeline;

import io.tokenwell.Account;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.refresh.guard.AttemptClosing;
import io.tokenwell.refresh.guard.Cooldowns;
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
import io.tokenwell.spi.UnfinishedAttempt;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** A refresh that is put off, for the whole fleet. Meanwhile the stored token is served while it is valid. */
public final class PostponedRefresh {

    /** Whatever an endpoint asks for: an account must not be silenced for days by one answer. */
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private static final String MAY_STILL_ANSWER = " has not ended and may still bring its answer";

    private final AttemptClosing end;
    private final FallbackToken fallback;
    private final Cooldowns cooldowns;
    private final RefreshReporter reporter;
    private final RefreshRuntime runtime;
    private final Duration failureCooldown;

    public PostponedRefresh(
            AttemptClosing end,
            FallbackToken fallback,
            Cooldowns cooldowns,
            RefreshReporter reporter,
            RefreshRuntime runtime,
            Duration failureCooldown) {
        this.end = end;
        this.fallback = fallback;
        this.cooldowns = cooldowns;
        this.reporter = reporter;
        this.runtime = runtime;
        this.failureCooldown = failureCooldown;
    }

    Duration failureCooldown() {
        return failureCooldown;
    }

    /** Nobody redeems this account before the pause is over: its token may be used up, or the server asked to wait. */
    Mono<Served> after(Attempt attempt, TokenEndpointException failure) {
        return after(attempt, attempt.end(), failure);
    }

    /** As above; no answer within the timeout. It may come for as long as others respect the claim of a silent holder. */
    Mono<Served> afterTimeout(Attempt attempt, Duration timeout, Duration respected) {
        return after(
                attempt,
                attempt.end().later(respected),
                Failures.unusable(attempt.row().id(), "no answer within " + timeout));
    }

    private Mono<Served> after(Attempt attempt, ClaimEnd claimEnd, TokenEndpointException failure) {
        Account row = attempt.row();
        Cooldown cooldown = begun(row, claimEnd, failure);
        return postponed(attempt, cooldown).flatMap(latest -> fallback.afterFailure(row, latest, failure));
    }

    /** Callers were told that there was no answer, and now there will be none: the pause need not last for one. */
    Mono<Served> anew(Attempt attempt, TokenEndpointException failure) {
        Account row = attempt.row();
        Cooldown cooldown = cooldown(attempt.end(), failure);
        reporter.noLateAnswer(row, cooldown);
        cooldowns.start(row, cooldown.length(), failure);
        return postponed(attempt, cooldown).then(Mono.empty());
    }

    /** The newest row. */
    private Mono<Account> postponed(Attempt attempt, Cooldown cooldown) {
        Account row = attempt.row();
        return end.postponed(attempt.claim(), cooldown)
                .defaultIfEmpty(row)
                .delayUntil(latest -> cooldowns.shareInShortQuietly(row, cooldown));
    }

    /**
     * An earlier attempt's process may stand still instead of being dead: its answer, should it come, is the account's life.
     * As long as the stored token can be served, nobody uses the refresh token again.
     */
    Mono<Served> whileSpared(Attempt attempt, Spared spared) {
        return putOff(attempt, spared.spare(), named(spared.previous()) + MAY_STILL_ANSWER);
    }

    /** The same, for a claim that ran out a moment ago. */
    static Cooldown silence(Silent silent) {
        return new Cooldown(named(silent.attempt()) + MAY_STILL_ANSWER, silent.left(), true);
    }

    /** Better no token for a while than none ever. */
    Mono<Served> untilEscrowIsBack(Attempt attempt, EscrowAway away) {
        return putOff(
                attempt,
                failureCooldown,
                named(away.previous()) + " may have left its rotation in escrow, which cannot be read ("
                        + away.failure().getClass().getSimpleName() + ")");
    }

    private Mono<Served> putOff(Attempt attempt, Duration pause, String reason) {
        Account row = attempt.row();
        Cooldown cooldown = new Cooldown(reason, pause, false);
        reporter.putOff(row, cooldown);
        return postponed(attempt, cooldown)
                .flatMap(latest -> fallback.duringCooldown(latest, cooldowns.adopted(row, cooldown)));
    }

    /** Nothing was sent, so others may send at once. */
    Mono<Served> unsent(Attempt attempt, RuntimeException why) {
        Account read = attempt.row();
        return end.abandoned(attempt.claim())
                .defaultIfEmpty(read)
                .flatMap(latest -> fallback.afterFailure(read, latest, why));
    }

    private static String named(UnfinishedAttempt attempt) {
        return "the attempt of " + RefreshRuntime.instanceOf(attempt.owner()) + " at " + attempt.startedAt();
    }

    /** This process leaves the account alone for a while. */
    Cooldown begun(Account row, ClaimEnd claimEnd, TokenEndpointException failure) {
        Cooldown cooldown = cooldown(claimEnd, failure);
        cooldowns.start(row, cooldown.length(), failure);
        reporter.failed(row, failure, cooldown);
        return cooldown;
    }

    private Cooldown cooldown(ClaimEnd claimEnd, TokenEndpointException failure) {
        return new Cooldown(
                String.valueOf(failure.getMessage()), pause(claimEnd, failure), failure.outcome() == Outcome.UNKNOWN);
    }

    /** Where no answer came at all, the server may still be at it, for the claim's life. */
    private Duration pause(ClaimEnd claimEnd, TokenEndpointException failure) {
        boolean underWay = failure.outcome() == Outcome.UNKNOWN && failure.status() == 0;
        Duration claimed = underWay ? claimEnd.awaited(runtime) : Duration.ZERO;
        Duration asked = failure.retryAfter().orElse(Duration.ZERO);
        return longest(failureCooldown, longest(asked.compareTo(LONGEST_PAUSE) < 0 ? asked : LONGEST_PAUSE, claimed));
    }

    private static Duration longest(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
