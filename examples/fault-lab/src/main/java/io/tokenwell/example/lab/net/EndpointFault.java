package io.tokenwell.example.lab.net;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * What the token endpoint does wrong.
 *
 * @param kind what
 * @param time the {@code Retry-After}, or how slow it is, interim answers included; zero for all others
 * @param instance to whom; empty for all instances
 */
public record EndpointFault(Kind kind, Duration time, OptionalInt instance) {

    /** The kinds of faults. */
    public enum Kind {
        /** None. */
        NONE,
        /** 429 with {@code Retry-After}, nothing decided. */
        TOO_MANY,
        /** 503, nothing decided. */
        ERROR_BEFORE,
        /** 500, though the token was dealt with: a new pair is lost. */
        ERROR_AFTER,
        /** The answer takes its time. */
        SLOW,
        /** Nothing is decided until the fault is over; clients that have left by then are turned away. */
        HANG_BEFORE,
        /** The same, but what has arrived is decided even if its client has left. */
        HANG_FOR_NOBODY,
        /** What was decided is not answered until the fault is over. */
        HANG_AFTER,
        /** The connection ends in the middle of the body. */
        TRUNCATED,
        /** Answers of the class 1xx come first, one or several: together with the final one, or some time before it. */
        INTERIM
    }

    /**
     * The end of all faults.
     *
     * @return no fault
     */
    public static EndpointFault none() {
        return of(Kind.NONE);
    }

    /**
     * A fault without a time of its own.
     *
     * @param kind which
     * @return the fault, for all instances
     */
    public static EndpointFault of(Kind kind) {
        return new EndpointFault(kind, Duration.ZERO, OptionalInt.empty());
    }

    /**
     * Too many requests.
     *
     * @param retryAfter when to come back, told in whole seconds
     * @return the fault, for all instances
     */
    public static EndpointFault tooMany(Duration retryAfter) {
        return new EndpointFault(Kind.TOO_MANY, retryAfter, OptionalInt.empty());
    }

    /**
     * Slow answers.
     *
     * @param time how long an answer takes after the decision, besides the usual latency
     * @return the fault, for all instances
     */
    public static EndpointFault slow(Duration time) {
        return new EndpointFault(Kind.SLOW, time, OptionalInt.empty());
    }

    /**
     * Interim answers.
     *
     * @param time between the first of them and the final answer, besides the usual latency; zero writes all at once
     * @return the fault, for all instances
     */
    public static EndpointFault interim(Duration time) {
        return new EndpointFault(Kind.INTERIM, time, OptionalInt.empty());
    }

    /**
     * The same fault for one instance.
     *
     * @param number which instance
     * @return the fault
     */
    public EndpointFault only(int number) {
        return new EndpointFault(kind, time, OptionalInt.of(number));
    }
}
