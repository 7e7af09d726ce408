package io.tokenwell.example.benchmarks.hit;

import io.tokenwell.example.benchmarks.report.Figure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Collects the runs of all trials. Not for use by several threads. */
final class HitFigures {

    /** The other side of the time. */
    static final String CALLS = "calls";

    private static final double NANOS_PER_SECOND = 1e9;

    private final Map<Trial, List<Run>> runs = new LinkedHashMap<>();

    void add(Trial trial, List<Run> found) {
        runs.computeIfAbsent(trial, first -> new ArrayList<>()).addAll(found);
    }

    /** Three tables in process, then three with Redis. */
    List<Figure> all() {
        return runs.keySet().stream()
                .map(Trial::place)
                .distinct()
                .flatMap(this::of)
                .toList();
    }

    private Stream<Figure> of(String place) {
        List<Trial> trials = runs.keySet().stream()
                .filter(trial -> trial.place().equals(place))
                .toList();
        return Stream.of(
                        trials.stream().map(trial -> figure(trial, "time per call", "ns", run -> nanos(trial, run))),
                        trials.stream()
                                .map(trial ->
                                        figure(trial, CALLS, "1/s", run -> run.callsPerNano() * NANOS_PER_SECOND)),
                        trials.stream().map(trial -> figure(trial, "allocated per call", "B", Run::bytesPerCall)))
                .flatMap(figures -> figures);
    }

    /** Of a call, not of its share: with 8 at a time each takes 8 times as long as the time between two ends. */
    private static double nanos(Trial trial, Run run) {
        return trial.concurrency() / run.callsPerNano();
    }

    private Figure figure(Trial trial, String name, String unit, ToDoubleFunction<Run> value) {
        List<Double> values = runs.getOrDefault(trial, List.of()).stream()
                .map(run -> value.applyAsDouble(run))
                .toList();
        return new Figure(trial.row(), trial.contestant(), trial.place() + ", " + name, unit, values);
    }
}
