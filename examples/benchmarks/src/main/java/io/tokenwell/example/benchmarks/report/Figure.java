package io.tokenwell.example.benchmarks.report;

import java.util.List;

/**
 * One measured quantity of one contestant in one situation, once per run. Immutable and safe for use by any thread.
 *
 * @param row the situation, such as {@code 8 threads}
 * @param contestant who was measured
 * @param name of the quantity, such as {@code time per call}; each name is a table of its own
 * @param unit such as {@code ns}
 * @param runs the values, in the order of the runs; at least one
 */
public record Figure(String row, String contestant, String name, String unit, List<Double> runs) {

    /**
     * Copies the values.
     *
     * @param row as above
     * @param contestant as above
     * @param name as above
     * @param unit as above
     * @param runs as above
     */
    public Figure {
        runs = List.copyOf(runs);
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("no runs of " + contestant + ", " + row + ", " + name);
        }
    }

    /**
     * The least value.
     *
     * @return the minimum
     */
    public double min() {
        return sorted(0);
    }

    /**
     * The middle value, or the mean of the two middle ones.
     *
     * @return the median
     */
    public double median() {
        return (sorted((runs.size() - 1) / 2) + sorted(runs.size() / 2)) / 2;
    }

    /**
     * The greatest value.
     *
     * @return the maximum
     */
    public double max() {
        return sorted(runs.size() - 1);
    }

    private double sorted(int index) {
        return runs.stream().sorted().toList().get(index);
    }
}
