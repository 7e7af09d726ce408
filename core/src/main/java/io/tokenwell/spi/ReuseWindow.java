package io.tokenwell.spi;

import java.time.Duration;

/**
 * When an attempt that has not ended may be taken over early, because the server accepts a used refresh token again for
 * a while. Both times are on the clock of the store.
 *
 * @param from how long ago the newest attempt must have taken its claim
 * @param until how long ago the first attempt at this refresh token may at most have taken its claim
 * @since 0.1
 */
public record ReuseWindow(Duration from, Duration until) {

    private static final ReuseWindow NONE = new ReuseWindow(Duration.ZERO, Duration.ZERO);

    /**
     * Checks the times.
     *
     * @throws IllegalArgumentException if one is negative
     */
    public ReuseWindow {
        if (from.isNegative() || until.isNegative()) {
            throw new IllegalArgumentException("times must not be negative: " + from + ", " + until);
        }
    }

    /**
     * Returns the window of a server that never accepts a used refresh token.
     *
     * @return a window in which no attempt can be
     */
    public static ReuseWindow none() {
        return NONE;
    }
}
