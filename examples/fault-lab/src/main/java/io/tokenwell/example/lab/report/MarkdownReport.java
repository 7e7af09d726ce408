package io.tokenwell.example.lab.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Two tables for a README: what became of each contestant, and how often each kind of fault broke a rule. */
public final class MarkdownReport {

    private static final double THOUSAND = 1_000;

    private MarkdownReport() {}

    /**
     * Writes the tables.
     *
     * @param results what was found
     * @param facts about the run
     * @param file where to
     */
    public static void write(Results results, RunFacts facts, Path file) {
        JsonReport.save(of(results, facts), file);
    }

    static String of(Results results, RunFacts facts) {
        return totals(results) + "\n" + violations(results) + notWhole(results, facts);
    }

    private static String totals(Results results) {
        StringBuilder table = new StringBuilder(head("", results.contestants()));
        add(table, "cycles", results, Tally::cycles);
        add(table, "of these hit by a fault", results, Tally::hit);
        add(table, "accounts", results, Tally::accounts);
        add(table, "rotations", results, Tally::rotations);
        add(table, "accounts lost", results, Tally::lost);
        add(table, "of these: no reply received", results, Tally::excused);
        add(table, "duplicate redemptions", results, Tally::duplicates);
        add(table, "dead tokens served", results, Tally::dead);
        add(table, "hung calls", results, Tally::hung);
        add(table, "violations of all rules", results, Tally::violations);
        add(table, "lost per 1,000 accounts", results, MarkdownReport::lostPerThousand);
        return table.toString();
    }

    private static String lostPerThousand(Tally tally) {
        return String.format(Locale.ROOT, "%.1f", THOUSAND * tally.lost() / Math.max(1, tally.accounts()));
    }

    private static void add(StringBuilder table, String name, Results results, Function<Tally, Object> figure) {
        List<String> cells = results.contestants().stream()
                .map(contestant -> shown(figure.apply(results.total(contestant))))
                .toList();
        table.append(row(name, cells));
    }

    private static String violations(Results results) {
        StringBuilder table = new StringBuilder(head("violations by", results.contestants()));
        results.faults()
                .forEach(fault -> table.append(row(
                        "`" + fault + "`",
                        results.contestants().stream()
                                .map(contestant -> inCycles(results.of(contestant, fault)))
                                .toList())));
        return table.toString();
    }

    private static String inCycles(Tally tally) {
        return shown(tally.violations()) + " in " + shown(tally.cycles());
    }

    private static String shown(Object figure) {
        return figure instanceof Long number ? String.format(Locale.ROOT, "%,d", number) : figure.toString();
    }

    private static String head(String corner, List<String> contestants) {
        return row(corner, contestants) + row("---", Collections.nCopies(contestants.size(), "---:"));
    }

    private static String row(String name, List<String> cells) {
        List<String> all = new ArrayList<>(List.of(name));
        all.addAll(cells);
        return "| " + String.join(" | ", all) + " |\n";
    }

    private static String notWhole(Results results, RunFacts facts) {
        int broken = results.broken().size();
        return broken == 0 && facts.missing().isEmpty()
                ? ""
                : "\nNot whole: " + broken + " broken cycles. " + String.join(", ", facts.missing()) + "\n";
    }
}
