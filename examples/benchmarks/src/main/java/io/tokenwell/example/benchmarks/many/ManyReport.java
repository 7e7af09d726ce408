package io.tokenwell.example.benchmarks.many;

import io.tokenwell.example.benchmarks.fleet.Contestant;
import io.tokenwell.example.benchmarks.fleet.FigureBook;
import io.tokenwell.example.benchmarks.report.Figure;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** What was measured, as figures and as lines of progress. */
record ManyReport(FigureBook book, PrintStream progress) {

    private static final String ACCOUNTS = "accounts";
    static final String TIME = "time of a call";
    static final String HEAP = "heap per account known to one instance";
    private static final String MILLIS = "ms";
    private static final String MICROS = "µs";
    private static final double MICROS_PER_MILLI = 1_000;
    private static final String CALLS = "calls";

    List<Figure> figures() {
        return book.figures();
    }

    void heap(Contestant contestant, List<Loading.Heap> curve) {
        for (Loading.Heap heap : curve) {
            book.page(String.format(Locale.ROOT, "%,d accounts", heap.accounts()), contestant)
                    .add(HEAP, "bytes", heap.bytesPerAccount())
                    .add("of these, kept in a process", ACCOUNTS, heap.kept());
            progress.printf(
                    Locale.ROOT,
                    "%-15s %,d accounts, %.0f bytes each, %,d kept%n",
                    contestant,
                    heap.accounts(),
                    heap.bytesPerAccount(),
                    heap.kept());
        }
    }

    void traffic(Contestant contestant, ManyRun.Measured measured) {
        expiries(contestant, measured.expiries());
        CallLog log = measured.traffic().log();
        book.page("p50", contestant).add(TIME, MICROS, log.times().millis(0.5) * MICROS_PER_MILLI);
        book.page("p99", contestant).add(TIME, MICROS, log.times().millis(0.99) * MICROS_PER_MILLI);
        book.page("p99.9", contestant).add(TIME, MICROS, log.times().millis(0.999) * MICROS_PER_MILLI);
        book.page("without SQL", contestant).add("calls of all", "%", 100 * log.shareWithoutSql());
        book.page("without SQL", contestant)
                .add("hits of all", "%", 100 * measured.hits().shareWithoutSql());
        book.page("Redis commands", contestant).add("per call", CALLS, (double) measured.commands() / log.size());
        book.page("SQL statements", contestant).add("per call", CALLS, (double) measured.statements() / log.size());
        book.page("errors", contestant).add("wrong answers", CALLS, log.failures());
        book.page("tokens past their end", contestant).add("wrong answers", CALLS, log.deadTokens());
        book.page("p99", contestant)
                .add(
                        "how late calls were made",
                        MILLIS,
                        measured.traffic().driverLateness().millis(0.99));
        print(contestant, measured);
    }

    private void expiries(Contestant contestant, Expiries expiries) {
        book.page("came due and were asked for", contestant).add("expiries", ACCOUNTS, expiries.due());
        book.page("redemptions", contestant).add("expiries", ACCOUNTS, expiries.redemptions());
        book.page("redeemed again", contestant).add("expiries", ACCOUNTS, expiries.again());
        book.page("not redeemed", contestant).add("expiries", ACCOUNTS, expiries.missing());
        book.page("redeemed too early", contestant).add("expiries", ACCOUNTS, expiries.early());
    }

    private void print(Contestant contestant, ManyRun.Measured measured) {
        CallLog log = measured.traffic().log();
        progress.printf(
                Locale.ROOT,
                "%-15s %s, %,d calls of %,d accounts, p50 %.3f p99 %.2f p99.9 %.1f ms (with SQL p50 %.2f), %.2f %% without SQL (%.3f of %,d hits), "
                        + "%.3f Redis and %.4f SQL each, %d error(s) %s, %d dead, driver late p99 %.2f ms%n",
                contestant,
                measured.expiries(),
                log.size(),
                log.accounts(),
                log.times().millis(0.5),
                log.times().millis(0.99),
                log.times().millis(0.999),
                log.timesWithSql().millis(0.5),
                100 * log.shareWithoutSql(),
                100 * measured.hits().shareWithoutSql(),
                measured.hits().calls(),
                (double) measured.commands() / log.size(),
                (double) measured.statements() / log.size(),
                log.failures(),
                log.reasons(),
                log.deadTokens(),
                measured.traffic().driverLateness().millis(0.99));
    }
}
