package io.tokenwell.spi;

/**
 * How many redemptions of one refresh token failed in a row. A success, a new login and an operator's command end it.
 *
 * @param failures all failures; pauses grow with them
 * @param refusals how many of the last ones were refusals that call the refresh token spent
 * @since 0.1
 */
public record FailureStreak(int failures, int refusals) {

    private static final FailureStreak NONE = new FailureStreak(0, 0);

    /**
     * Checks the counts.
     *
     * @throws IllegalArgumentException if one is negative
     */
    public FailureStreak {
        if (failures < 0 || refusals < 0) {
            throw new IllegalArgumentException("counts must not be negative: " + failures + ", " + refusals);
        }
    }

    /**
     * Returns the streak of a refresh token that has not failed.
     *
     * @return no failures
     */
    public static FailureStreak none() {
        return NONE;
    }

    /**
     * Returns the streak after one more failure that says nothing about the refresh token.
     *
     * @return a copy with one failure more, and no refusals in a row
     */
    public FailureStreak failed() {
        return new FailureStreak(failures + 1, 0);
    }

    /**
     * Returns the streak after one more refusal that calls the refresh token spent.
     *
     * @return a copy with one failure and one refusal more
     */
    public FailureStreak refused() {
        return new FailureStreak(failures + 1, refusals + 1);
    }
}
