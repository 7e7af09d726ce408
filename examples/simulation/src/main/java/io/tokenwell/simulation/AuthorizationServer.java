package io.tokenwell.simulation;

import io.tokenwell.Credentials;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Details;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.simulation.Send.Verdict;
import io.tokenwell.spi.TokenGrant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rotates at each use. What comes back once more is answered with another pair while it is forgiven; else it revokes all
 * that came from the same login.
 */
final class AuthorizationServer {

    /** What it does instead of working. */
    enum Mood {
        BUSY,
        FAILING,
        FAILING_TOO_LATE,
        REFUSING,
        KEEPING,
        WITHOUT_ACCESS_TOKEN,
        SHORT
    }

    private final World world;
    private final Duration life;
    private final long grace;
    private final Map<String, Pair> byRefreshToken = new HashMap<>();
    private final Map<String, Pair> byAccessToken = new HashMap<>();
    private final Map<String, Long> firstUses = new HashMap<>();
    private final Set<Long> revoked = new HashSet<>();
    final List<Send> ledger = new ArrayList<>();
    private int families;
    private int numbers;
    private @Nullable Mood mood;
    private double moodiness;
    private long unmoodySince;

    AuthorizationServer(World world, Duration life, Duration grace) {
        this.world = world;
        this.life = life;
        this.grace = grace.toNanos();
    }

    void mood(@Nullable Mood next, double often) {
        unmoodySince = next == null ? (mood == null ? unmoodySince : world.now()) : Long.MAX_VALUE;
        mood = next;
        moodiness = often;
    }

    /** Since when it has worked as it should. */
    long unmoodySince() {
        return unmoodySince;
    }

    /** Somebody signs in: what came from earlier logins stays as it is. */
    Pair login(long account, Instant end) {
        families++;
        return given(new Pair(account, families, 0, "rt-" + account + "." + families + ".0", end, null, ++numbers));
    }

    private Pair given(Pair pair) {
        byRefreshToken.put(pair.refreshToken, pair);
        byAccessToken.put(pair.accessToken, pair);
        return pair;
    }

    @Nullable
    Pair ofRefreshToken(@Nullable Object token) {
        return byRefreshToken.get(token);
    }

    @Nullable
    Pair ofAccessToken(@Nullable Object token) {
        return byAccessToken.get(token);
    }

    boolean isRevoked(Pair pair) {
        return revoked.contains((long) pair.family);
    }

    /** Whether the refresh token is in force for good: it has not been used. */
    boolean accepts(Pair pair) {
        return !isRevoked(pair) && !isUsed(pair);
    }

    private boolean isUsed(Pair pair) {
        return firstUses.containsKey(pair.refreshToken);
    }

    /** When its refresh token was used first; otherwise this. */
    long firstUse(Pair pair, long otherwise) {
        return firstUses.getOrDefault(pair.refreshToken, otherwise);
    }

    /** {@link #ofRefreshToken} has known it. */
    TokenGrant redeemed(Send send) {
        Mood now = mood != null && world.chance.of(moodiness) ? mood : null;
        send.decidedAt = world.now();
        if (now == Mood.BUSY || now == Mood.FAILING || now == Mood.REFUSING) {
            send.verdict = Verdict.TURNED_AWAY;
            throw turnedAway(send, now);
        }
        requireUnused(send);
        Pair pair = granted(send, now);
        if (now == Mood.FAILING_TOO_LATE) {
            throw failed(send, Outcome.UNKNOWN, 500, "server_error", null);
        }
        return answer(pair, send.verdict == Verdict.KEPT);
    }

    private void requireUnused(Send send) {
        if (isRevoked(send.used)) {
            send.verdict = Verdict.REVOKED;
            throw failed(send, Outcome.REJECTED, 400, "invalid_grant", null);
        }
        if (isUsed(send.used) && world.now() >= firstUse(send.used, 0) + grace) {
            send.verdict = Verdict.REUSED;
            revoked.add((long) send.used.family);
            throw failed(send, Outcome.REJECTED, 401, "refresh_token_reused", null);
        }
    }

    private Pair granted(Send send, @Nullable Mood now) {
        boolean again = isUsed(send.used);
        boolean kept = now == Mood.KEEPING && !again;
        send.verdict = kept ? Verdict.KEPT : Verdict.ROTATED;
        Pair used = send.used;
        int generation = kept ? used.generation : used.generation + 1;
        String token = kept ? used.refreshToken : "rt-" + used.account + "." + used.family + "." + generation;
        if (again) {
            token += "/" + (numbers + 1); // Another one than its sisters.
        }
        if (!kept) {
            firstUses.putIfAbsent(used.refreshToken, world.now());
        }
        Duration lives = now == Mood.SHORT ? Duration.ofSeconds(3) : life;
        Instant end = send.sender.instant().plus(lives);
        Pair pair = given(new Pair(used.account, used.family, generation, token, end, send, ++numbers));
        pair.usable = now != Mood.WITHOUT_ACCESS_TOKEN;
        send.granted = pair;
        return pair;
    }

    private static TokenGrant answer(Pair pair, boolean kept) {
        Map<String, @Nullable Object> values = new HashMap<>();
        if (pair.usable) {
            values.put(Credentials.ACCESS_TOKEN, pair.accessToken);
            values.put(Credentials.EXPIRES_AT, pair.end.toEpochMilli());
        }
        if (!kept) {
            values.put(Credentials.REFRESH_TOKEN, pair.refreshToken);
        }
        return new TokenGrant(values);
    }

    private TokenEndpointException turnedAway(Send send, Mood now) {
        return switch (now) {
            case BUSY ->
                failed(
                        send,
                        Outcome.REJECTED,
                        429,
                        null,
                        world.chance.of(0.5) ? Duration.ofSeconds(world.chance.between(1, 20)) : null);
            case FAILING -> failed(send, Outcome.UNKNOWN, 503, null, null);
            default -> failed(send, Outcome.REJECTED, 400, "invalid_scope", null);
        };
    }

    private static TokenEndpointException failed(
            Send send, Outcome outcome, int status, @Nullable String code, @Nullable Duration retryAfter) {
        boolean terminal = send.verdict == Verdict.REUSED || send.verdict == Verdict.REVOKED;
        return new TokenEndpointException(
                Long.toString(send.used.account),
                new Details(outcome, status, code, terminal, retryAfter),
                "simulated",
                null);
    }
}
