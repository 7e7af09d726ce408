package io.tokenwell.example.lab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The table at the end of a run. */
public final class ConsoleReport {

    private static final int MOST_LINES = 40;

    private ConsoleReport() {}

    /**
     * Writes the table.
     *
     * @param results what was found
     * @param facts about the run
     * @return lines, ready to print
     */
    public static String of(Results results, RunFacts facts) {
        StringBuilder text = new StringBuilder(head());
        List<Map.Entry<Results.Key, Tally>> rows =
                new ArrayList<>(results.tallies().entrySet());
        rows.sort(Map.Entry.comparingByKey((one, other) -> one.fault().compareTo(other.fault())));
        rows.forEach(row -> text.append(row(row.getKey().fault(), row.getKey().contestant(), row.getValue())));
        results.contestants().forEach(contestant -> text.append(row("all", contestant, results.total(contestant))));
        return text.append(details(results)).append(notWhole(results, facts)).toString();
    }

    private static String head() {
        return line(
                "fault",
                "contestant",
                "cycles",
                "hit",
                "broken",
                "accounts",
                "rotations",
                "lost",
                "excused",
                "duplicates",
                "dead",
                "hung",
                "violations");
    }

    private static String row(String fault, String contestant, Tally tally) {
        return line(
                fault,
                contestant,
                tally.cycles(),
                tally.hit(),
                tally.broken(),
                tally.accounts(),
                tally.rotations(),
                tally.lost(),
                tally.excused(),
                tally.duplicates(),
                tally.dead(),
                tally.hung(),
                tally.violations());
    }

    private static String line(Object... cells) {
        return String.format(Locale.ROOT, "%-20s %-10s %7s %6s %6s %9s %9s %6s %8s %10s %6s %6s %10s%n", cells);
    }

    private static String details(Results results) {
        List<String> lines = new ArrayList<>();
        results.lostReplies()
                .forEach(lost -> lines.add("lost reply: " + lost.cycle() + " account "
                        + lost.reply().account()
                        + ", ledger #" + lost.reply().sequence() + ", instance "
                        + lost.reply().instance() + ": " + lost.reply().why()));
        List<String> found = results.violations().stream()
                .map(violation -> "violation: " + violation.cycle() + " "
                        + violation.violation().invariant() + " account "
                        + violation.violation().account() + ": "
                        + violation.violation().what())
                .toList();
        return first(lines) + first(found);
    }

    private static String notWhole(Results results, RunFacts facts) {
        List<String> broken = results.broken().stream()
                .map(failed -> "broken cycle: " + failed.cycle() + " " + failed.why())
                .toList();
        List<String> missing =
                facts.missing().stream().map(line -> "not whole: " + line).toList();
        return first(broken) + first(missing);
    }

    private static String first(List<String> lines) {
        String shown = String.join("\n", lines.subList(0, Math.min(MOST_LINES, lines.size())));
        String more = lines.size() > MOST_LINES ? "\n... and " + (lines.size() - MOST_LINES) + " more in the JSON" : "";
        return lines.isEmpty() ? "" : "\n" + shown + more + "\n";
    }
}
