package io.tokenwell.redis;

import java.time.Duration;

/**
 * A point in time on two clocks. The monotonic clock never goes back but may stop while a machine is suspended. The
 * date then jumps, and may be set back. A moment is past as soon as it is past on one of the clocks.
 *
 * @param nanos a reading of {@link System#nanoTime} or a similar clock
 * @param millis the date in epoch milliseconds
 */
record Moment(long nanos, long millis) {

    private static final Duration LONGEST = Duration.ofDays(365);

    /** Returns the earlier reading of each clock. */
    Moment earlier(Moment other) {
        return new Moment(nanos - other.nanos < 0 ? nanos : other.nanos, Math.min(millis, other.millis));
    }

    /** Returns a later moment: never before this one, and at most a year later, as readings of clocks have a limit. */
    Moment plus(Duration time) {
        Duration bounded = time.isNegative() ? Duration.ZERO : time.compareTo(LONGEST) < 0 ? time : LONGEST;
        return new Moment(nanos + bounded.toNanos(), millis + bounded.toMillis());
    }

    boolean isPast(Moment now) {
        return now.nanos - nanos >= 0 || now.millis >= millis;
    }
}
