package io.tokenwell.example.benchmarks.many;

import io.tokenwell.RefreshAheadReport;
import io.tokenwell.example.benchmarks.fleet.Contestant;
import io.tokenwell.example.benchmarks.fleet.FigureBook;
import io.tokenwell.example.benchmarks.report.Figure;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** What was found, as figures and as lines of progress. */
record AheadReport(FigureBook book, PrintStream progress) {

    private static final String ACCOUNTS = "accounts";
    private static final String TOKENS = "tokens";
    private static final String BEFORE = "before the end";
    private static final double MEGA = 1_000_000;

    List<Figure> figures() {
        return book.figures();
    }

    void quarter(AheadRun.Quarter quarter) {
        progress.printf(
                Locale.ROOT,
                "%3d %% of the time: %,d redeemed, %.1f MB of heap%n",
                quarter.percent(),
                quarter.redemptions(),
                quarter.heap() / MEGA);
    }

    void add(AheadRun.Measured measured, AheadLedger ledger, long unrenewedRows, AheadRun.Heap heap) {
        page("tokens that ended").add(TOKENS, ACCOUNTS, ledger.ending());
        page("redemptions").add(TOKENS, ACCOUNTS, ledger.redemptions());
        page("redeemed again").add(TOKENS, ACCOUNTS, ledger.again());
        page("refused").add(TOKENS, ACCOUNTS, ledger.refused());
        page("redeemed though they live on").add(TOKENS, ACCOUNTS, ledger.others());
        page("ended before they were redeemed").add(TOKENS, ACCOUNTS, ledger.missed());
        page("rows without a renewed token").add(TOKENS, ACCOUNTS, unrenewedRows);
        page("median").add(BEFORE, "ms", ledger.lead().millis(0.5));
        page("latest 1 %").add(BEFORE, "ms", ledger.lead().millis(0.01));
        page("latest").add(BEFORE, "ms", ledger.lead().millis(0));
        page("SQL statements").add("per redemption", "calls", (double) measured.statements() / ledger.redemptions());
        page("Redis commands").add("per redemption", "calls", (double) measured.commands() / ledger.redemptions());
        shares(measured.done());
        heap(measured, heap);
        progress.println(ledger + " rows=" + unrenewedRows + " " + measured.done());
    }

    private void shares(List<RefreshAheadReport> done) {
        page("least")
                .add(
                        "renewed by one instance",
                        ACCOUNTS,
                        done.stream()
                                .mapToLong(RefreshAheadReport::renewed)
                                .min()
                                .orElse(0));
        page("most")
                .add(
                        "renewed by one instance",
                        ACCOUNTS,
                        done.stream()
                                .mapToLong(RefreshAheadReport::renewed)
                                .max()
                                .orElse(0));
        page("failed")
                .add(
                        "found by the refreshers",
                        ACCOUNTS,
                        done.stream().mapToLong(RefreshAheadReport::failed).sum());
        page("skipped")
                .add(
                        "found by the refreshers",
                        ACCOUNTS,
                        done.stream().mapToLong(RefreshAheadReport::skipped).sum());
    }

    /** What the server keeps of each redemption is taken off: the ledger grows, and is not what is measured. */
    private void heap(AheadRun.Measured measured, AheadRun.Heap heap) {
        double kept = (double) (heap.after() - heap.before()) / heap.redemptions();
        for (AheadRun.Quarter quarter : measured.quarters()) {
            double instances = quarter.heap() - heap.before() - kept * quarter.redemptions();
            page(quarter.percent() + " % of the time")
                    .add("heap of this process", "MB", quarter.heap() / MEGA)
                    .add("heap of the instances together", "MB", instances / MEGA);
        }
    }

    private FigureBook.Page page(String row) {
        return book.page(row, Contestant.TOKENWELL_REDIS);
    }
}
