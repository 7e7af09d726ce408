package io.tokenwell.simulation;

import static io.tokenwell.simulation.Mishap.ANSWERS_LOST;
import static io.tokenwell.simulation.Mishap.CLOCK_JUMP;
import static io.tokenwell.simulation.Mishap.CRASH;
import static io.tokenwell.simulation.Mishap.DELETE;
import static io.tokenwell.simulation.Mishap.DISABLE;
import static io.tokenwell.simulation.Mishap.EDIT;
import static io.tokenwell.simulation.Mishap.ENDPOINT_MOOD;
import static io.tokenwell.simulation.Mishap.ENDPOINT_TROUBLE;
import static io.tokenwell.simulation.Mishap.INVALIDATE;
import static io.tokenwell.simulation.Mishap.LOGIN;
import static io.tokenwell.simulation.Mishap.PAUSE;
import static io.tokenwell.simulation.Mishap.REDIS_AWAY;
import static io.tokenwell.simulation.Mishap.REDIS_FORGETS;
import static io.tokenwell.simulation.Mishap.REDIS_TROUBLE;
import static io.tokenwell.simulation.Mishap.ROLL;
import static io.tokenwell.simulation.Mishap.ROW_LOCKED;
import static io.tokenwell.simulation.Mishap.SUSPEND;
import static io.tokenwell.simulation.Mishap.TABLE_AWAY;
import static io.tokenwell.simulation.Mishap.TABLE_AWAY_SHORTLY;
import static io.tokenwell.simulation.Mishap.TABLE_TROUBLE;

import java.util.List;

/** A kind of schedules, by what happens in them. A mishap that stands here twice happens twice as often. */
enum Kind {
    CALM(),
    REDIS(REDIS_TROUBLE, REDIS_TROUBLE, REDIS_FORGETS),
    PG(TABLE_TROUBLE, TABLE_TROUBLE, TABLE_AWAY_SHORTLY, ROW_LOCKED),
    ENDPOINT(ENDPOINT_TROUBLE, ENDPOINT_MOOD, ENDPOINT_MOOD),
    /** Refresh tokens are used, and nobody hears of it. */
    UNANSWERED(ANSWERS_LOST, ANSWERS_LOST, CRASH),
    CRASHES(CRASH),
    PAUSES(PAUSE),
    SUSPENDS(SUSPEND),
    CLOCK(CLOCK_JUMP, CLOCK_JUMP, ENDPOINT_TROUBLE),
    OPERATOR(LOGIN, LOGIN, EDIT, DISABLE, DELETE, ROW_LOCKED, INVALIDATE),
    /** Logins while the table is in trouble. */
    FENCED(LOGIN, LOGIN, TABLE_TROUBLE, INVALIDATE),
    AHEAD(TABLE_TROUBLE, REDIS_TROUBLE),
    REJECT(INVALIDATE, REDIS_TROUBLE),
    ROLLING(ROLL, ROLL, TABLE_AWAY_SHORTLY),
    /** Claims alone decide, and some of their replies are lost. */
    UNLOCKED(REDIS_AWAY, TABLE_TROUBLE, TABLE_TROUBLE, PAUSE),
    /** Whoever held the lock is dead, or its release was lost. */
    ORPHAN(CRASH, CRASH, REDIS_TROUBLE),
    LONG_OUTAGE(TABLE_AWAY),
    /** Redis loses all during such an outage. */
    FORGETS(TABLE_AWAY, REDIS_FORGETS),
    /** Tokens that outlive what is kept in Redis. */
    LONG_LIVED(TABLE_AWAY_SHORTLY, CRASH, ROLL),
    COMBO(CRASH, PAUSE, REDIS_TROUBLE, TABLE_TROUBLE, TABLE_AWAY_SHORTLY, ROLL, LOGIN),
    MIXED(Mishap.values());

    @SuppressWarnings("ImmutableEnumChecker") // List.of is
    private final List<Mishap> mishaps;

    Kind(Mishap... mishaps) {
        this.mishaps = List.of(mishaps);
    }

    List<Mishap> mishaps() {
        return mishaps;
    }

    /** Whether the table is away for long: then all accounts are caught in the midst of a refresh. */
    boolean longOutage() {
        return this == LONG_OUTAGE || this == FORGETS;
    }
}
