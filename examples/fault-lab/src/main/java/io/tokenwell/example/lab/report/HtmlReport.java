package io.tokenwell.example.lab.report;

import io.tokenwell.example.lab.check.Cycle;
import io.tokenwell.example.lab.check.Verdicts;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One page without outside resources: the table, and a timeline of each failing cycle. */
public final class HtmlReport {

    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>Tokenwell fault lab</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <style>
            :root { color-scheme: light dark; --ink: #1b1f24; --faint: #6a737d; --line: #d0d7de; --back: #ffffff;
              --good: #1a7f37; --bad: #cf222e; --fault: #bf8700; --call: #0969da; }
            @media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --faint: #8b949e; --line: #30363d;
              --back: #0d1117; --good: #3fb950; --bad: #f85149; --fault: #d29922; --call: #58a6ff; } }
            body { font: 15px/1.45 system-ui, sans-serif; color: var(--ink); background: var(--back);
              max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
            table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
            th, td { padding: .2rem .7rem; border-bottom: 1px solid var(--line); text-align: right; }
            th:nth-child(-n+2), td:nth-child(-n+2) { text-align: left; }
            .bad { color: var(--bad); font-weight: 600; } .good { color: var(--good); } .faint { color: var(--faint); }
            svg { width: 100%; height: auto; } svg text { font: 11px system-ui, sans-serif; fill: var(--ink); }
            details { margin: .5rem 0; } summary { cursor: pointer; }
            </style></head><body>
            """;

    private HtmlReport() {}

    /**
     * Writes the page.
     *
     * @param results what was found
     * @param facts about the run
     * @param file where to
     */
    public static void write(Results results, RunFacts facts, Path file) {
        String page = HEAD + "<h1>Fault lab</h1><p class=\"faint\"><code>"
                + escaped(String.join(" ", facts.arguments())) + "</code></p>"
                + notWhole(results, facts) + table(results) + lostReplies(results) + failing(results, facts)
                + "</body></html>\n";
        JsonReport.save(page, file);
    }

    private static String notWhole(Results results, RunFacts facts) {
        String items = Stream.concat(
                        facts.missing().stream().map(line -> "not run: " + line),
                        results.broken().stream()
                                .map(failed -> "broken cycle: " + failed.cycle() + ": " + failed.why()))
                .map(line -> "<li class=\"bad\">" + escaped(line) + "</li>")
                .collect(Collectors.joining());
        return items.isEmpty() ? "" : "<p class=\"bad\">This run is not whole.</p><ul>" + items + "</ul>";
    }

    private static String table(Results results) {
        String head =
                "<table><tr><th>fault</th><th>contestant</th><th>cycles</th><th>hit by a fault</th><th>broken</th><th>accounts</th><th>rotations</th>"
                        + "<th>accounts lost</th><th>of these: reply reached nobody</th><th>duplicate redemptions</th>"
                        + "<th>dead tokens served</th><th>hung callers</th><th>violations</th></tr>";
        String rows = results.tallies().entrySet().stream()
                .sorted(Map.Entry.comparingByKey((one, other) -> one.fault().compareTo(other.fault())))
                .map(entry -> row(entry.getKey().fault(), entry.getKey().contestant(), entry.getValue()))
                .collect(Collectors.joining());
        String totals = results.contestants().stream()
                .map(contestant -> row("<b>all</b>", contestant, results.total(contestant)))
                .collect(Collectors.joining());
        return head + rows + totals + "</table>";
    }

    private static String row(String fault, String contestant, Tally tally) {
        return "<tr><td>" + fault + "</td><td>" + contestant + "</td>" + cell(tally.cycles()) + cell(tally.hit())
                + judged(tally.broken()) + cell(tally.accounts())
                + cell(tally.rotations()) + cell(tally.lost()) + cell(tally.excused()) + judged(tally.duplicates())
                + judged(tally.dead()) + judged(tally.hung()) + judged(tally.violations()) + "</tr>";
    }

    private static String cell(long number) {
        return String.format(Locale.ROOT, "<td>%d</td>", number);
    }

    private static String judged(long number) {
        return String.format(Locale.ROOT, "<td class=\"%s\">%d</td>", number > 0 ? "bad" : "good", number);
    }

    private static String lostReplies(Results results) {
        String items = results.lostReplies().stream()
                .map(lost -> "<li>"
                        + escaped(lost.cycle() + ": account "
                                + lost.reply().account() + ", ledger #"
                                + lost.reply().sequence() + ", instance "
                                + lost.reply().instance() + ": " + lost.reply().why())
                        + "</li>")
                .collect(Collectors.joining());
        return items.isEmpty()
                ? ""
                : "<details><summary>Accounts lost with a reply that reached nobody ("
                        + results.lostReplies().size() + ")</summary><ul>" + items + "</ul></details>";
    }

    private static String failing(Results results, RunFacts facts) {
        String cycles = results.failing().stream()
                .map(verdicts -> cycle(verdicts, facts))
                .collect(Collectors.joining());
        return cycles.isEmpty()
                ? ""
                : "<p class=\"faint\">All failing cycles of " + facts.judged() + " are shown, of the others the first "
                        + Results.SHOWN + " of each kind of fault.</p>" + cycles;
    }

    private static String cycle(Verdicts verdicts, RunFacts facts) {
        Cycle cycle = verdicts.history().cycle();
        String violations = verdicts.violations().stream()
                .map(violation -> "<li class=\"bad\">"
                        + escaped(violation.invariant() + ", account " + violation.account() + ": " + violation.what())
                        + "</li>")
                .collect(Collectors.joining());
        return "<h2>" + escaped(cycle.toString()) + "</h2><p class=\"faint\">again with <code>"
                + escaped(facts.replay(cycle)) + "</code></p><ul>"
                + violations + "</ul>" + Timeline.of(verdicts);
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
