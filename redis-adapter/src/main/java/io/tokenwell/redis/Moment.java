package io.tokenwell.redis;

import java.time.Duration;

/**
 * A point in time on two clocks. The one only goes forward but may stand still while a machine is suspended; the other then
 * jumps, and may be set backwards. What has passed on either is over.
 *
 * @param nanos a reading of {@link System#nanoTime}, or alike
 * @param millis the date, in epoch milliseconds
 */
record Moment(long nanos, long millis) {

    private static final Duration LONGEST = Duration.ofDays(365);

    /** On each of the clocks. */
    Moment earlier(Moment other) {
        return new Moment(nanos - other.nanos < 0 ? nanos : other.nanos, Math.min(millis, other.millis));
    }

    /** At most a year later, and never before: readings of clocks have an end. */
    Moment plus(Duration time) {
        Duration bounded = time.isNegative() ? Duration.ZERO : time.compareTo(LONGEST) < 0 ? time : LONGEST;
        return new Moment(nanos + bounded.toNanos(), millis + bounded.toMillis());
    }

    boolean isPast(Moment now) {
        return now.nanos - nanos >= 0 || now.millis >= millis;
    }
}
