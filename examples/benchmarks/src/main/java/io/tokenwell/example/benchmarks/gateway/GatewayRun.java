package io.tokenwell.example.benchmarks.gateway;

import io.tokenwell.example.benchmarks.fleet.FigureBook;
import io.tokenwell.example.benchmarks.report.Figure;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Pairs of measurements, one of each route, in changing order, so that a drift of the machine hits both alike. */
record GatewayRun(Wrk wrk, String gateway, Duration time, PrintStream progress) {

    private static final String BARE = "without filter";
    private static final String TOKENWELL = "tokenwell";
    private static final String MILLIS = "ms";

    private record Pair(WrkReport without, WrkReport with) {}

    List<Figure> pairs(int pairs, Duration warmUp) {
        wrk.run(gateway + GatewayLine.WITHOUT, warmUp);
        wrk.run(gateway + GatewayLine.WITH, warmUp);
        FigureBook book = new FigureBook();
        for (int number = 0; number < pairs; number++) {
            note(number % 2 == 0 ? bareFirst() : filterFirst(), book);
        }
        return book.figures();
    }

    private Pair bareFirst() {
        WrkReport without = wrk.run(gateway + GatewayLine.WITHOUT, time);
        return new Pair(without, wrk.run(gateway + GatewayLine.WITH, time));
    }

    private Pair filterFirst() {
        WrkReport with = wrk.run(gateway + GatewayLine.WITH, time);
        return new Pair(wrk.run(gateway + GatewayLine.WITHOUT, time), with);
    }

    private void note(Pair pair, FigureBook book) {
        String row = wrk.connections() + " connections";
        note(pair.without(), book.page(row, BARE));
        note(pair.with(), book.page(row, TOKENWELL));
        double share = 100 * pair.with().requestsPerSecond() / pair.without().requestsPerSecond();
        book.page(row, TOKENWELL)
                .add("throughput, of that without filter", "%", share)
                .add("added p50", MILLIS, pair.with().median() - pair.without().median())
                .add(
                        "added p99",
                        MILLIS,
                        pair.with().almostAll() - pair.without().almostAll());
        progress.printf(
                Locale.ROOT, "without filter %s%ntokenwell      %s, %.1f %%%n", pair.without(), pair.with(), share);
    }

    private static void note(WrkReport report, FigureBook.Page page) {
        page.add("throughput", "requests/s", report.requestsPerSecond())
                .add("latency p50", MILLIS, report.median())
                .add("latency p99", MILLIS, report.almostAll());
    }
}
