package io.tokenwell.memory;

import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.ClaimVerdict;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.UnfinishedAttempt;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The last attempt on an account that was neither completed nor abandoned, and its state. */
record ClaimEntry(
        String owner,
        Instant startedAt,
        Instant until,
        @Nullable Object refreshToken,
        State state,
        String reason,
        @Nullable UnfinishedAttempt lost) {

    /**
     * State of a claim. RUNNING past its time means that the holder died. ABANDONED is kept only if there is an
     * unfinished earlier attempt.
     */
    enum State {
        RUNNING,
        FAILED,
        UNKNOWN,
        REFUSED,
        ABANDONED
    }

    static ClaimEntry of(
            ClaimRequest request, Instant now, @Nullable Object refreshToken, @Nullable UnfinishedAttempt lost) {
        return new ClaimEntry(
                request.owner(), now, now.plus(request.timeToLive()), refreshToken, State.RUNNING, "", lost);
    }

    ClaimEntry postponed(Cooldown cooldown, Instant now) {
        if (state == State.REFUSED || state == State.ABANDONED) {
            return this;
        }
        State next = cooldown.outcomeUnknown() ? State.UNKNOWN : State.FAILED;
        return new ClaimEntry(
                owner, startedAt, now.plus(cooldown.length()), refreshToken, next, cooldown.reason(), lost);
    }

    ClaimEntry refused(String why) {
        return state == State.ABANDONED ? this : ended(State.REFUSED, why);
    }

    /** Returns what remains of an abandoned claim: a mark, an unfinished earlier attempt, or null. */
    @Nullable
    ClaimEntry abandoned() {
        return marked() ? this : reinstated();
    }

    @Nullable
    ClaimEntry reinstated() {
        return lost == null ? null : ended(State.ABANDONED, "");
    }

    boolean marked() {
        return state == State.REFUSED;
    }

    private ClaimEntry ended(State end, String why) {
        return new ClaimEntry(owner, startedAt, startedAt, refreshToken, end, why, lost);
    }

    boolean has(@Nullable Object token) {
        return Objects.equals(refreshToken, token);
    }

    /** Returns the reason why a claim on this token is not granted now; null if it is granted. */
    @Nullable
    ClaimVerdict refusal(@Nullable Object token, Instant now, ClaimRequest request) {
        boolean over = !now.isBefore(until);
        return switch (state) {
            case RUNNING -> over ? silence(token, now, request.grace()) : new ClaimVerdict.Held();
            case REFUSED ->
                has(token) && !isOld(now, request.triesMarkedAfter()) ? new ClaimVerdict.LoginRequired(reason) : null;
            case ABANDONED -> null;
            case FAILED, UNKNOWN ->
                over || !has(token)
                        ? null
                        : new ClaimVerdict.CoolingDown(
                                new Cooldown(reason, Duration.between(now, until), state == State.UNKNOWN));
        };
    }

    private boolean isOld(Instant now, Duration age) {
        return !age.isZero() && !now.isBefore(startedAt.plus(age));
    }

    private @Nullable ClaimVerdict silence(@Nullable Object token, Instant now, Duration grace) {
        Instant end = until.plus(grace);
        return has(token) && now.isBefore(end)
                ? new ClaimVerdict.Silent(new UnfinishedAttempt(owner, startedAt), Duration.between(now, end))
                : null;
    }

    /** Returns the unfinished attempt that is reported to the next claimant of this token, or null. */
    @Nullable
    UnfinishedAttempt lostAttempt(@Nullable Object token) {
        if (!has(token)) {
            return null;
        }
        boolean unfinished = state == State.RUNNING || state == State.UNKNOWN;
        return unfinished ? new UnfinishedAttempt(owner, startedAt) : lost;
    }
}
