package io.tokenwell.example.benchmarks.fleet;

import java.util.Arrays;

/** Durations in order, to be asked for quantiles. Immutable and safe for use by any thread. */
public final class Percentiles {

    /** As a duration: it never came. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final double NANOS_PER_MILLI = 1e6;

    private final long[] sorted;

    private Percentiles(long[] sorted) {
        this.sorted = sorted;
    }

    /**
     * Sorts durations.
     *
     * @param nanos the durations; not changed
     * @return their quantiles
     */
    public static Percentiles of(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Percentiles(sorted);
    }

    /**
     * The smallest duration that so many do not exceed (nearest rank).
     *
     * @param quantile from 0 to 1
     * @return milliseconds; infinite if that is {@link #NEVER}; not a number if there are no durations
     */
    public double millis(double quantile) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(quantile * sorted.length);
        long nanos = sorted[Math.max(0, rank - 1)];
        return nanos == NEVER ? Double.POSITIVE_INFINITY : nanos / NANOS_PER_MILLI;
    }

    /**
     * The longest.
     *
     * @return milliseconds; not a number if there are no durations
     */
    public double longest() {
        return millis(1);
    }
}
