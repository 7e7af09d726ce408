package io.tokenwell.example.benchmarks.gateway;

import io.tokenwell.example.benchmarks.fleet.FigureBook;
import io.tokenwell.example.benchmarks.report.Figure;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Pairs of measurements, one of each route, in changing order, so that a drift of the machine hits both alike. */
record GatewayRun(Wrk wrk, GatewayProcess gateway, Duration time, PrintStream progress) {

    private static final String BARE = "without filter";
    private static final String TOKENWELL = "tokenwell";
    private static final String MILLIS = "ms";
    private static final String MICROS = "µs";
    private static final double NANOS_PER_MICRO = 1_000;

    /** What wrk saw, and what the gateway's process used of the processors for each request. */
    private record Side(WrkReport seen, double cpuMicros) {}

    private record Pair(Side without, Side with) {}

    List<Figure> pairs(int pairs, Duration warmUp) {
        wrk.run(url(GatewayLine.WITHOUT), warmUp);
        wrk.run(url(GatewayLine.WITH), warmUp);
        FigureBook book = new FigureBook();
        for (int number = 0; number < pairs; number++) {
            note(number % 2 == 0 ? bareFirst() : filterFirst(), book);
        }
        return book.figures();
    }

    private String url(String path) {
        return "http://127.0.0.1:" + gateway.port() + path;
    }

    private Pair bareFirst() {
        Side without = side(GatewayLine.WITHOUT);
        return new Pair(without, side(GatewayLine.WITH));
    }

    private Pair filterFirst() {
        Side with = side(GatewayLine.WITH);
        return new Pair(side(GatewayLine.WITHOUT), with);
    }

    private Side side(String path) {
        Duration before = gateway.cpu();
        WrkReport seen = wrk.run(url(path), time);
        Duration used = gateway.cpu().minus(before);
        return new Side(seen, used.toNanos() / NANOS_PER_MICRO / seen.requests());
    }

    private void note(Pair pair, FigureBook book) {
        String row = wrk.connections() + " connections";
        note(pair.without(), book.page(row, BARE));
        note(pair.with(), book.page(row, TOKENWELL));
        WrkReport without = pair.without().seen();
        WrkReport with = pair.with().seen();
        double share = 100 * with.requestsPerSecond() / without.requestsPerSecond();
        book.page(row, TOKENWELL)
                .add("throughput, of that without filter", "%", share)
                .add("added p50", MILLIS, with.median() - without.median())
                .add("added p99", MILLIS, with.almostAll() - without.almostAll())
                .add(
                        "added CPU of the gateway per request",
                        MICROS,
                        pair.with().cpuMicros() - pair.without().cpuMicros());
        print(BARE, pair.without(), 100);
        print(TOKENWELL, pair.with(), share);
    }

    private static void note(Side side, FigureBook.Page page) {
        page.add("throughput", "requests/s", side.seen().requestsPerSecond())
                .add("latency p50", MILLIS, side.seen().median())
                .add("latency p99", MILLIS, side.seen().almostAll())
                .add("CPU of the gateway per request", MICROS, side.cpuMicros());
    }

    private void print(String contestant, Side side, double share) {
        progress.printf(
                Locale.ROOT,
                "%-14s %,.0f requests/s (%.1f %%), p50 %.2f ms, p99 %.1f ms, %.0f µs of CPU each%n",
                contestant,
                side.seen().requestsPerSecond(),
                share,
                side.seen().median(),
                side.seen().almostAll(),
                side.cpuMicros());
    }
}
