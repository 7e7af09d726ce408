package io.tokenwell.example.lab.check;

/**
 * One fault as it was really injected.
 *
 * @param kind what
 * @param instance whom it met, {@link #ALL} for everyone
 * @param link what lay between the instance and the world that was touched, {@link Link#NONE} for none
 * @param from when it began
 * @param until when it was healed, or the end of the cycle
 * @param amount milliseconds of an offset or a delay, the account of a login, 1 for a hang that decides even for
 *     clients that have left, or 0
 */
public record FaultEvent(Kind kind, int instance, Link link, long from, long until, long amount) {

    /** Every instance. */
    public static final int ALL = -1;

    /** How long a process that is asked to end may take. */
    public static final long TERMINATION_MILLIS = 15_000;

    /** What can happen. */
    public enum Kind {
        /** The process was killed. */
        KILL,
        /** The process was asked to end, and started again. */
        TERMINATE,
        /** The process was stopped, and went on later. */
        STOP,
        /** The same to its whole machine: when it went on, no time had passed but for the date. */
        SUSPEND,
        /** Connections were reset. */
        CUT,
        /** The server's replies were swallowed. */
        LOSE_REPLIES,
        /** Bytes stood still. */
        STALL,
        /** Connections were refused, and those there were reset. */
        DOWN,
        /** Bytes were late. */
        DELAY,
        /** Redis was killed, and came back empty. */
        REDIS_KILL,
        /** Redis was emptied. */
        REDIS_FLUSH,
        /** PostgreSQL crashed, and came back. */
        POSTGRES_KILL,
        /** The endpoint said 429. */
        TOO_MANY,
        /** The endpoint failed before it looked at the token. */
        FAIL_BEFORE,
        /** The endpoint failed after it had rotated the token. */
        FAIL_AFTER,
        /** The endpoint took its time. */
        SLOW,
        /** The endpoint let requests wait undecided. */
        HANG_BEFORE,
        /** The endpoint decided, and did not answer. */
        HANG_AFTER,
        /** The endpoint broke off in the middle of its answer. */
        TRUNCATED,
        /** The endpoint sent answers of the class 1xx before its answer. */
        INTERIM,
        /** All callers left. */
        CANCEL,
        /** The instance's clock was set wrong. */
        CLOCK,
        /** Somebody logged in anew. */
        LOGIN
    }

    /** What an instance is connected to. */
    public enum Link {
        /** Nothing in particular. */
        NONE,
        /** Its Redis. */
        REDIS,
        /** Its PostgreSQL. */
        POSTGRES,
        /** The token endpoint. */
        ENDPOINT
    }

    /**
     * Whether an instance was met.
     *
     * @param other the instance
     * @return true if this event was for it or for all
     */
    public boolean meets(int other) {
        return instance == ALL || instance == other;
    }

    /**
     * Whether it was on at some time of a span.
     *
     * @param start first millisecond
     * @param end last millisecond
     * @return true if they share one
     */
    public boolean during(long start, long end) {
        return from <= end && until >= start;
    }
}
