package io.tokenwell.example.benchmarks.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that all benchmarks have, as a mixin of picocli. Not for use by several threads. */
public final class ReportOptions {

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "5",
            description = "values per figure (default: ${DEFAULT-VALUE})")
    private int runs;

    @Option(names = "--json", paramLabel = "FILE", description = "write every value as JSON there")
    private Optional<Path> json = Optional.empty();

    @Option(names = "--markdown", paramLabel = "FILE", description = "write the tables there")
    private Optional<Path> markdown = Optional.empty();

    @Option(names = "--chart", paramLabel = "FILE", description = "draw the medians as a PNG there")
    private Optional<Path> chart = Optional.empty();

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec command;

    /** For picocli. */
    public ReportOptions() {}

    /**
     * How often to measure.
     *
     * @return values per figure, at least 1
     */
    public int runs() {
        return Math.max(1, runs);
    }

    /**
     * Prints the tables and writes the files that were asked for, the chart last: a JDK without fonts has none, and says so.
     *
     * @param title what was measured
     * @param figures what was found
     */
    public void publish(String title, List<Figure> figures) {
        publish(title, figures, figure -> true);
    }

    /**
     * The same, with a chart of some figures only.
     *
     * @param title what was measured
     * @param figures what was found
     * @param drawn whether a figure is of use in the chart
     */
    public void publish(String title, List<Figure> figures, Predicate<Figure> drawn) {
        String arguments =
                String.join(" ", command.root().commandLine().getParseResult().originalArgs());
        Results results = Results.here(title, "benchmarks " + arguments, figures);
        System.out.println();
        System.out.print(MarkdownResults.of(results));
        json.ifPresent(file -> JsonResults.write(results, file));
        markdown.ifPresent(file -> MarkdownResults.write(results, file));
        chart.ifPresent(file -> draw(results.only(drawn), file));
    }

    /** What took minutes to find is not thrown away for want of a picture. */
    private static void draw(Results results, Path file) {
        try {
            ChartImage.write(results, file);
        } catch (IllegalStateException noFonts) {
            System.err.println(noFonts.getMessage());
        }
    }
}
