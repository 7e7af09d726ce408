package io.tokenwell.example.benchmarks.fleet;

import io.tokenwell.example.benchmarks.report.Figure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Figures that grow by one value per run. Not for use by several threads. */
public final class FigureBook {

    private record Key(String row, String contestant, String name, String unit) {}

    private final Map<Key, List<Double>> values = new LinkedHashMap<>();

    /** Begins empty. */
    public FigureBook() {}

    /**
     * Where the values of one contestant in one situation go.
     *
     * @param row the situation
     * @param contestant who
     * @return a page
     */
    public Page page(String row, Object contestant) {
        return new Page(row, contestant.toString());
    }

    /**
     * All figures, in the order of their first values. A figure that had no finite value in one of its runs is left out, as a
     * middle of the others would flatter.
     *
     * @return the figures
     */
    public List<Figure> figures() {
        return values.entrySet().stream()
                .filter(entry -> entry.getValue().stream().allMatch(Double::isFinite))
                .map(entry -> new Figure(
                        entry.getKey().row(),
                        entry.getKey().contestant(),
                        entry.getKey().name(),
                        entry.getKey().unit(),
                        entry.getValue()))
                .toList();
    }

    /** One contestant in one situation. */
    public final class Page {

        private final String row;
        private final String contestant;

        private Page(String row, String contestant) {
            this.row = row;
            this.contestant = contestant;
        }

        /**
         * Notes one run's value.
         *
         * @param name of the quantity
         * @param unit of the quantity
         * @param value what was measured
         * @return this page
         */
        public Page add(String name, String unit, double value) {
            values.computeIfAbsent(new Key(row, contestant, name, unit), key -> new ArrayList<>())
                    .add(value);
            return this;
        }

        /**
         * Notes one run's count.
         *
         * @param name of the quantity
         * @param unit of the quantity
         * @param count what was counted
         * @return this page
         */
        public Page add(String name, String unit, long count) {
            return add(name, unit, (double) count);
        }
    }
}
