package io.tokenwell.memory;

import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.ClaimVerdict;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.FailureStreak;
import io.tokenwell.spi.ReuseWindow;
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
        @Nullable UnfinishedAttempt lost,
        Uses uses) {

    /**
     * What happened to the refresh token before.
     *
     * @param streak how often it has failed in a row
     * @param first when the first attempt that has not ended took its claim; this one's start if there was none before
     * @param refused version of the credentials that the server refused
     */
    record Uses(FailureStreak streak, Instant first, long refused) {}

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
            ClaimRequest request, Instant now, @Nullable Object refreshToken, ClaimVerdict.Granted granted) {
        Uses uses = new Uses(granted.streak(), now.minus(granted.usedSince()), 0);
        Instant until = now.plus(request.timeToLive());
        return new ClaimEntry(request.owner(), now, until, refreshToken, State.RUNNING, "", granted.previous(), uses);
    }

    ClaimEntry postponed(Cooldown cooldown, Instant now) {
        if (state == State.REFUSED || state == State.ABANDONED) {
            return this;
        }
        State next = cooldown.outcomeUnknown() ? State.UNKNOWN : State.FAILED;
        Uses failed = new Uses(cooldown.streak(), uses.first(), 0);
        Instant end = now.plus(cooldown.length());
        return new ClaimEntry(owner, startedAt, end, refreshToken, next, cooldown.reason(), lost, failed);
    }

    ClaimEntry refused(String why, long version) {
        return state == State.ABANDONED
                ? this
                : ended(State.REFUSED, why, new Uses(uses.streak(), uses.first(), version));
    }

    /** Returns what remains of an abandoned claim: a mark, failures, an unfinished earlier attempt, or null. */
    @Nullable
    ClaimEntry abandoned() {
        if (marked()) {
            return this;
        }
        boolean nothing = lost == null && uses.streak().failures() == 0;
        return nothing ? null : ended(State.ABANDONED, "", uses);
    }

    /** Returns what remains of a mark that is taken back: an unfinished earlier attempt, or null. */
    @Nullable
    ClaimEntry reinstated() {
        return lost == null ? null : ended(State.ABANDONED, "", new Uses(FailureStreak.none(), uses.first(), 0));
    }

    boolean marked() {
        return state == State.REFUSED;
    }

    /** Reports whether somebody has signed in since the mark was made, and was given the same refresh token. */
    boolean outdated(long version) {
        return marked() && version > uses.refused();
    }

    private ClaimEntry ended(State end, String why, Uses then) {
        return new ClaimEntry(owner, startedAt, startedAt, refreshToken, end, why, lost, then);
    }

    boolean has(@Nullable Object token) {
        return Objects.equals(refreshToken, token);
    }

    /** Returns the reason why a claim on this token is not granted now; null if it is granted. */
    @Nullable
    ClaimVerdict refusal(@Nullable Object token, Instant now, ClaimRequest request) {
        boolean over = !now.isBefore(until);
        return switch (state) {
            case RUNNING -> isForgiven(token, now, request.reuse()) ? null : running(over, token, now, request);
            case REFUSED ->
                has(token) && !isOld(now, request.triesMarkedAfter()) ? new ClaimVerdict.LoginRequired(reason) : null;
            case ABANDONED -> null;
            case FAILED, UNKNOWN ->
                over || !has(token)
                        ? null
                        : new ClaimVerdict.CoolingDown(new Cooldown(
                                reason, Duration.between(now, until), state == State.UNKNOWN, uses.streak()));
        };
    }

    private @Nullable ClaimVerdict running(boolean over, @Nullable Object token, Instant now, ClaimRequest request) {
        return over ? silence(token, now, request.grace()) : new ClaimVerdict.Held();
    }

    private boolean isForgiven(@Nullable Object token, Instant now, ReuseWindow reuse) {
        return has(token)
                && !startedAt.isAfter(now.minus(reuse.from()))
                && uses.first().isAfter(now.minus(reuse.until()));
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

    FailureStreak streak(@Nullable Object token) {
        return has(token) ? uses.streak() : FailureStreak.none();
    }

    /** Returns how long ago the first unfinished attempt at this token began; zero if there was none. */
    Duration usedSince(@Nullable Object token, Instant now) {
        return lostAttempt(token) == null ? Duration.ZERO : Duration.between(uses.first(), now);
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
