package io.tokenwell.example.lab;

import io.tokenwell.example.lab.check.Cycle;
import io.tokenwell.example.lab.check.Verdicts;
import io.tokenwell.example.lab.cycle.FaultKind;
import io.tokenwell.example.lab.report.Results;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** A line now and then while a run goes on. Safe for use by any thread. */
final class Progress {

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final LabPlan plan;
    private final Results results;
    private final PrintStream out;
    private final long start = System.nanoTime();
    private long lastLine = start;
    private int done;

    Progress(LabPlan plan, Results results, PrintStream out) {
        this.plan = plan;
        this.results = results;
        this.out = out;
    }

    boolean timeIsUp() {
        return elapsed().compareTo(plan.limit()) > 0;
    }

    /** What breaks a rule is said at once, where the run is about it. */
    synchronized void cycleDone(FaultKind fault, Verdicts verdicts) {
        done++;
        Cycle cycle = verdicts.history().cycle();
        if (cycle.contestant().equals(plan.judged())) {
            verdicts.violations().forEach(violation -> out.println("violation: " + cycle + " " + violation));
        }
        long now = System.nanoTime();
        if (now - lastLine > PAUSE.toNanos() || done == plan.cyclesInAll()) {
            lastLine = now;
            out.println(line(fault));
        }
    }

    private String line(FaultKind fault) {
        Duration left = elapsed().multipliedBy(plan.cyclesInAll() - done).dividedBy(done);
        return String.format(
                Locale.ROOT,
                "%d of %d cycles, last %s, %.2f s each, violations of %s: %d, about %d:%02d left",
                done,
                plan.cyclesInAll(),
                fault.label(),
                elapsed().toMillis() * plan.sites() / 1_000.0 / done,
                plan.judged(),
                results.total(plan.judged()).violations(),
                left.toMinutes(),
                left.toSecondsPart());
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
