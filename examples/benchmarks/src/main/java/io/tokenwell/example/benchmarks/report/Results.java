package io.tokenwell.example.benchmarks.report;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a benchmark found, and where. Immutable and safe for use by any thread.
 *
 * @param title what was measured
 * @param command the arguments that repeat it
 * @param date when it ended
 * @param machine what it ran on
 * @param figures what was measured, in the order of presentation
 */
public record Results(String title, String command, Instant date, String machine, List<Figure> figures) {

    /**
     * Copies the figures.
     *
     * @param title as above
     * @param command as above
     * @param date as above
     * @param machine as above
     * @param figures as above
     */
    public Results {
        figures = List.copyOf(figures);
    }

    /**
     * Results of now and of this machine.
     *
     * @param title what was measured
     * @param command the arguments that repeat it
     * @param figures what was measured
     * @return the results
     */
    public static Results here(String title, String command, List<Figure> figures) {
        return new Results(title, command, Instant.now(), Machine.described(), figures);
    }

    /** Each different value, in the order of first appearance. */
    static List<String> distinct(List<Figure> figures, Function<Figure, String> of) {
        return figures.stream().map(of).distinct().toList();
    }

    Results only(Predicate<Figure> wanted) {
        return new Results(
                title, command, date, machine, figures.stream().filter(wanted).toList());
    }

    /** The figures of one quantity. */
    List<Figure> named(String name) {
        return figures.stream().filter(figure -> figure.name().equals(name)).toList();
    }
}
