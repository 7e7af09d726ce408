package io.tokenwell.refresh.guard;

import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.refresh.model.Attempt;
import io.tokenwell.refresh.model.ClaimEnd;
import io.tokenwell.refresh.model.RefreshRuntime;
import io.tokenwell.refresh.settings.RefreshSettings;
import io.tokenwell.spi.FailureStreak;
import java.time.Duration;

/**
 * How long an account pauses after its redemption failed: each failure in a row doubles the pause. What fails while the
 * whole platform rests is no fault of the account, so that all accounts are served soon after the rest.
 */
public final class FailurePauses {

    /** The longest pause, whatever an endpoint asks for: one answer must not silence an account for days. */
    private static final Duration LONGEST_ASKED = Duration.ofHours(1);

    private static final double JITTER = 0.2;

    /** Twice as long so many times is longer than any pause. */
    private static final int MOST_DOUBLINGS = 30;

    private final PlatformGate gate;
    private final Forgiveness forgiveness;
    private final RefreshRuntime runtime;
    private final Duration first;
    private final Duration longest;

    public FailurePauses(PlatformGate gate, Forgiveness forgiveness, RefreshSettings settings) {
        this.gate = gate;
        this.forgiveness = forgiveness;
        this.runtime = forgiveness.runtime();
        this.first = settings.failureCooldown();
        this.longest = settings.longestFailureCooldown();
    }

    public Duration first() {
        return first;
    }

    /** Returns the failures in a row after one more that says nothing of the refresh token. */
    public FailureStreak failed(Attempt attempt) {
        return gate.rests(attempt.row()) ? attempt.streak() : attempt.streak().failed();
    }

    /** Returns the pause after the last failure of a streak. */
    public Duration after(Attempt attempt, FailureStreak streak) {
        return gate.rests(attempt.row()) || streak.failures() <= 1 ? first : grown(streak.failures() - 1);
    }

    private Duration grown(int doublings) {
        Duration pause = first;
        for (int i = 0; i < Math.min(doublings, MOST_DOUBLINGS) && pause.compareTo(longest) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        Duration jittered = runtime.jittered(shorter(pause, longest), JITTER);
        return longer(first, shorter(jittered, longest));
    }

    /**
     * Returns the pause if it must be longer than the account's own: the endpoint asked for it, or no answer came at
     * all and the server may still work on one until the claim ends. A server that still forgives then is asked again
     * before: its answer may be lost.
     */
    public Duration atLeast(Duration own, Attempt attempt, ClaimEnd claimEnd, TokenEndpointException failure) {
        Duration asked = failure.retryAfter().orElse(Duration.ZERO);
        Duration pause = longer(own, shorter(asked, LONGEST_ASKED));
        boolean underWay = failure.outcome() == Outcome.UNKNOWN && failure.status() == 0;
        return underWay && !forgiveness.forgives(attempt, pause) ? longer(pause, claimEnd.awaited(runtime)) : pause;
    }

    /** Reports whether an attempt has paused enough, though now it is certain that no answer will come. */
    public boolean enough(Attempt attempt, TokenEndpointException failure) {
        return failure.outcome() == Outcome.UNKNOWN && forgiveness.forgives(attempt, Duration.ZERO);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
