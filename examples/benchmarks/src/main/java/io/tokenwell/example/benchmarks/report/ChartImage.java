package io.tokenwell.example.benchmarks.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/**
 * The medians as one PNG: a panel per quantity, a group of bars per situation. Needs no screen. Has no state, safe for
 * use by any thread.
 */
public final class ChartImage {

    private static final int WIDTH = 1_200;
    private static final int HEIGHT = 420;
    /** Bars of less than this part of the tallest cannot be compared by eye. */
    private static final double FAR_APART = 30;

    private ChartImage() {}

    /**
     * Draws the results.
     *
     * @param results what was found
     * @param file where to
     * @throws IllegalStateException if this JDK finds no fonts
     */
    public static void write(Results results, Path file) {
        System.setProperty("java.awt.headless", "true");
        try {
            ImageIO.write(drawn(results), "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        } catch (LinkageError | InternalError e) {
            throw new IllegalStateException("no chart: Java cannot write text here, for want of fontconfig", e);
        }
    }

    private static BufferedImage drawn(Results results) {
        List<String> names = Results.distinct(results.figures(), Figure::name);
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT * names.size(), BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        for (String name : names) {
            panel(results.title(), results.named(name)).paint(pen, WIDTH, HEIGHT);
            pen.translate(0, HEIGHT);
        }
        pen.dispose();
        return image;
    }

    private static CategoryChart panel(String title, List<Figure> figures) {
        Figure first = figures.get(0);
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title + ": " + first.name())
                .yAxisTitle(first.unit())
                .build();
        style(chart, figures);
        List<String> rows = Results.distinct(figures, Figure::row);
        for (String contestant : Results.distinct(figures, Figure::contestant)) {
            chart.addSeries(contestant, rows, medians(figures, rows, contestant));
        }
        return chart;
    }

    private static void style(CategoryChart chart, List<Figure> figures) {
        chart.getStyler()
                .setLegendPosition(LegendPosition.OutsideE)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false);
        chart.getStyler().setAvailableSpaceFill(0.9).setYAxisDecimalPattern("#,##0.##");
        if (farApart(figures)) {
            double decade = Math.floor(Math.log10(positive(figures).get(0)));
            chart.getStyler().setYAxisLogarithmic(true).setYAxisMin(Math.pow(10, decade));
        }
    }

    private static boolean farApart(List<Figure> figures) {
        List<Double> sizes = positive(figures);
        return !sizes.isEmpty() && sizes.get(sizes.size() - 1) > FAR_APART * sizes.get(0);
    }

    private static List<Double> positive(List<Figure> figures) {
        return figures.stream()
                .map(Figure::median)
                .filter(Numbers::something)
                .sorted()
                .toList();
    }

    /** Without zeros: they would have no bar, and a logarithmic axis does not take them. */
    private static List<@Nullable Double> medians(List<Figure> figures, List<String> rows, String contestant) {
        List<@Nullable Double> medians = new ArrayList<>();
        for (String row : rows) {
            Optional<Double> median = figures.stream()
                    .filter(figure ->
                            figure.row().equals(row) && figure.contestant().equals(contestant))
                    .map(Figure::median)
                    .filter(Numbers::something)
                    .findFirst();
            medians.add(median.orElse(null));
        }
        return medians;
    }
}
