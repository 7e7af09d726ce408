package io.tokenwell.example.benchmarks.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Results as Markdown tables that can be read as they are: one per quantity, a line per situation, a column per
 * contestant. Has no state, safe for use by any thread.
 */
public final class MarkdownResults {

    private MarkdownResults() {}

    /**
     * Writes the tables.
     *
     * @param results what was found
     * @param file where to
     */
    public static void write(Results results, Path file) {
        TextFile.write(of(results), file);
    }

    /**
     * The tables as text.
     *
     * @param results what was found
     * @return Markdown
     */
    public static String of(Results results) {
        String tables = Results.distinct(results.figures(), Figure::name).stream()
                .map(name -> table(results.named(name)))
                .collect(Collectors.joining("\n"));
        return "### " + results.title() + "\n\n" + tables + "\n`" + results.command() + "`, "
                + results.date().toString().substring(0, 10) + ", " + results.machine()
                + ". Median of the runs (least - greatest).\n";
    }

    private static String table(List<Figure> figures) {
        List<String> contestants = Results.distinct(figures, Figure::contestant);
        List<List<String>> lines = new ArrayList<>();
        lines.add(line(figures.get(0).name() + ", " + figures.get(0).unit(), contestants));
        for (String row : Results.distinct(figures, Figure::row)) {
            lines.add(line(
                    row,
                    contestants.stream()
                            .map(contestant -> cell(figures, row, contestant))
                            .toList()));
        }
        List<Integer> widths = IntStream.rangeClosed(0, contestants.size())
                .mapToObj(column -> width(lines, column))
                .toList();
        List<String> text = new ArrayList<>();
        lines.forEach(line -> text.add(padded(line, widths)));
        text.add(1, rule(widths));
        return String.join("\n", text) + "\n";
    }

    private static List<String> line(String head, List<String> cells) {
        List<String> line = new ArrayList<>(List.of(head));
        line.addAll(cells);
        return line;
    }

    private static String cell(List<Figure> figures, String row, String contestant) {
        return figures.stream()
                .filter(figure ->
                        figure.row().equals(row) && figure.contestant().equals(contestant))
                .map(MarkdownResults::shown)
                .collect(Collectors.joining(", "));
    }

    private static String shown(Figure figure) {
        String median = Numbers.shown(figure.median());
        return figure.runs().size() == 1
                ? median
                : median + " (" + Numbers.shown(figure.min()) + " - " + Numbers.shown(figure.max()) + ")";
    }

    private static int width(List<List<String>> lines, int column) {
        return lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0);
    }

    private static String padded(List<String> line, List<Integer> widths) {
        return IntStream.range(0, line.size())
                .mapToObj(column -> aligned(line.get(column), widths.get(column), column == 0))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String aligned(String text, int width, boolean left) {
        String space = " ".repeat(width - text.length());
        return left ? text + space : space + text;
    }

    private static String rule(List<Integer> widths) {
        return IntStream.range(0, widths.size())
                .mapToObj(column -> "-".repeat(widths.get(column) + 1) + (column == 0 ? "-" : ":"))
                .collect(Collectors.joining("|", "|", "|"));
    }
}
