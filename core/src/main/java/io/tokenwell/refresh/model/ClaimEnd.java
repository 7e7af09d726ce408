package io.tokenwell.refresh.model;

import java.time.Duration;

/**
 * When a claim ends, by two times: for what must be done before, the one that has run ahead if the machine may have been
 * suspended ({@link ElapsedTime}); for what must wait until then, monotonic time alone, as a date that was set ahead would end
 * the wait while a server still works.
 *
 * @param elapsed by the time that has elapsed
 * @param least by the time that has elapsed at least
 */
public record ClaimEnd(Duration elapsed, Duration least) {

    public static ClaimEnd in(Duration time, RefreshRuntime runtime) {
        return new ClaimEnd(runtime.elapsed().plus(time), runtime.leastElapsed().plus(time));
    }

    /**
     * Returns this end for a claim that was asked for then and granted by now. What must be done before counts from the
     * question; what must wait, from the answer, as the statement may have taken its time.
     */
    public ClaimEnd granted(ClaimEnd now) {
        return new ClaimEnd(elapsed, now.least);
    }

    public ClaimEnd later(Duration time) {
        return new ClaimEnd(elapsed.plus(time), least.plus(time));
    }

    /** Whether something that takes this long ends before. */
    public boolean leaves(Duration time, RefreshRuntime runtime) {
        return runtime.elapsed().plus(time).compareTo(elapsed) <= 0;
    }

    /** How long it has to be awaited; negative if it has passed for certain. */
    public Duration awaited(RefreshRuntime runtime) {
        return least.minus(runtime.leastElapsed());
    }
}
