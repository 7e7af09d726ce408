package io.tokenwell.refresh.model;

import java.time.Duration;

/**
 * When a claim ends, by two times. What must be done before the end counts by the time that runs ahead if the machine
 * may have been suspended ({@link ElapsedTime}). What must wait until the end counts by monotonic time alone: a date
 * that was set ahead would end the wait while a server still works.
 *
 * @param elapsed the end by the time that has elapsed
 * @param least the end by the time that has elapsed at least
 */
public record ClaimEnd(Duration elapsed, Duration least) {

    public static ClaimEnd in(Duration time, RefreshRuntime runtime) {
        return new ClaimEnd(runtime.elapsed().plus(time), runtime.leastElapsed().plus(time));
    }

    /**
     * Returns this end, which was taken when the claim was asked for, for a claim that is granted {@code now}. What
     * must be done before the end counts from the question; what must wait counts from the answer, as the statement may
     * have taken its time.
     */
    public ClaimEnd granted(ClaimEnd now) {
        return new ClaimEnd(elapsed, now.least);
    }

    public ClaimEnd later(Duration time) {
        return new ClaimEnd(elapsed.plus(time), least.plus(time));
    }

    /** Reports whether something that takes this long ends before the claim does. */
    public boolean leaves(Duration time, RefreshRuntime runtime) {
        return runtime.elapsed().plus(time).compareTo(elapsed) <= 0;
    }

    /** Returns how long the end has to be awaited; negative if it has passed for certain. */
    public Duration awaited(RefreshRuntime runtime) {
        return least.minus(runtime.leastElapsed());
    }
}
