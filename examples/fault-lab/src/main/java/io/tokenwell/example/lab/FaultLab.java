package io.tokenwell.example.lab;

import io.tokenwell.example.lab.cycle.Contestant;
import io.tokenwell.example.lab.cycle.FaultKind;
import io.tokenwell.example.lab.report.ConsoleReport;
import io.tokenwell.example.lab.report.HtmlReport;
import io.tokenwell.example.lab.report.JsonReport;
import io.tokenwell.example.lab.report.MarkdownReport;
import io.tokenwell.example.lab.report.Results;
import io.tokenwell.example.lab.report.RunFacts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of the fault lab. */
@Command(
        name = "fault-lab",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs contestants through seeded cycles of faults: real processes, real Redis and PostgreSQL, and an",
            "authorization server that revokes whoever uses a refresh token twice. Ends with a table and, on request,",
            "JSON and an HTML page. Exit code 0 only if Tokenwell (or the only contestant) broke no invariant and all its",
            "planned cycles were run; 1 if it broke one, 3 if a cycle could not be run."
        })
public final class FaultLab implements Callable<Integer> {

    private static final int BROKEN_RULES = 1;
    /** Picocli says 2 to wrong arguments. */
    private static final int NOT_WHOLE = 3;

    @Option(
            names = "--contestants",
            split = ",",
            defaultValue = "tokenwell",
            description = "of tokenwell, original, " + "spring (default: ${DEFAULT-VALUE})")
    private List<String> contestants = List.of();

    @Option(names = "--faults", split = ",", defaultValue = "all", description = "all, or some of: ${sys:lab.faults}")
    private List<String> faults = List.of();

    @Option(
            names = "--cycles",
            defaultValue = "3",
            description = "cycles per kind of fault (default: ${DEFAULT-VALUE})")
    private int cycles;

    @Option(
            names = "--peer-cycles",
            description = "cycles per kind of fault of the other contestants (default: as many)")
    private Optional<Integer> peerCycles = Optional.empty();

    @Option(
            names = "--sites",
            defaultValue = "1",
            description = "so many sites share a contestant's cycles, side by side (default: ${DEFAULT-VALUE})")
    private int sites;

    @Option(
            names = "--accounts",
            defaultValue = "20",
            description = "new accounts per cycle (default: ${DEFAULT-VALUE})")
    private int accounts;

    @Option(names = "--instances", defaultValue = "3", description = "processes (default: ${DEFAULT-VALUE})")
    private int instances;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "of the first cycle; the next has the next " + "(default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--mutant",
            defaultValue = "none",
            description = "run Tokenwell without one protection: owner-check, "
                    + "claim, compare-and-set, detachment, escrow, newer-only, release")
    private String mutant = "none";

    @Option(names = "--json", description = "write all counts, violations and lost replies there")
    private Optional<Path> json = Optional.empty();

    @Option(names = "--html", description = "write a page with timelines of failing cycles there")
    private Optional<Path> html = Optional.empty();

    @Option(names = "--markdown", description = "write the totals and the violations per kind as Markdown there")
    private Optional<Path> markdown = Optional.empty();

    @Option(names = "--replay", paramLabel = "FAULT:SEED", description = "run just this cycle")
    private Optional<String> replay = Optional.empty();

    @Option(names = "--minutes-limit", description = "begin no cycle after so many minutes (default: none)")
    private Optional<Integer> minutesLimit = Optional.empty();

    private final List<String> arguments;

    private FaultLab(List<String> arguments) {
        this.arguments = arguments;
    }

    /**
     * Runs the lab and ends the JVM.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        System.setProperty(
                "lab.faults",
                String.join(
                        ", ",
                        Arrays.stream(FaultKind.values()).map(FaultKind::label).toList()));
        return new CommandLine(new FaultLab(List.of(arguments))).execute(arguments);
    }

    @Override
    public Integer call() {
        LabPlan plan = plan();
        Results results = new Results(plan.judged());
        Runnable reports = () -> write(results, plan.facts(arguments, results));
        // A run that is stopped, or that breaks, has found something too.
        Runtime.getRuntime().addShutdownHook(new Thread(reports, "last reports"));
        LabRun.run(plan, results, System.out, reports);
        System.out.println(ConsoleReport.of(results, plan.facts(arguments, results)));
        return exitCode(results.total(plan.judged()).violations(), results, plan);
    }

    private static int exitCode(long violations, Results results, LabPlan plan) {
        if (violations > 0) {
            return BROKEN_RULES;
        }
        return results.broken().isEmpty() && plan.missing(results).isEmpty() ? 0 : NOT_WHOLE;
    }

    private synchronized void write(Results results, RunFacts facts) {
        json.ifPresent(file -> JsonReport.write(results, facts, file));
        html.ifPresent(file -> HtmlReport.write(results, facts, file));
        markdown.ifPresent(file -> MarkdownReport.write(results, facts, file));
    }

    private LabPlan plan() {
        List<Contestant> tried = contestants.stream().map(Contestant::of).toList();
        Duration limit = minutesLimit.map(Duration::ofMinutes).orElse(Duration.ofDays(1));
        LabPlan plan = new LabPlan(
                tried, kinds(), cycles, peerCycles.orElse(cycles), sites, accounts, instances, seed, mutant, limit);
        return replay.map(plan::replaying).orElse(plan);
    }

    private List<FaultKind> kinds() {
        return faults.equals(List.of("all"))
                ? List.of(FaultKind.values())
                : faults.stream().map(FaultKind::of).toList();
    }
}
