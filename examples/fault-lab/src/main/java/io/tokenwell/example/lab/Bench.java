package io.tokenwell.example.lab;

import io.tokenwell.example.lab.check.Cycle;
import io.tokenwell.example.lab.check.Verdicts;
import io.tokenwell.example.lab.cycle.Contestant;
import io.tokenwell.example.lab.cycle.CycleRunner;
import io.tokenwell.example.lab.cycle.FaultKind;
import io.tokenwell.example.lab.cycle.Site;
import io.tokenwell.example.lab.report.Results;
import java.io.PrintStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A site for one share of the cycles, opened anew when the lab itself failed on it. */
final class Bench implements AutoCloseable {

    private final Contestant contestant;
    private final LabPlan plan;
    private final Results results;
    private final PrintStream out;
    private @Nullable CycleRunner open;

    Bench(Contestant contestant, LabPlan plan, Results results, PrintStream out) {
        this.contestant = contestant;
        this.plan = plan;
        this.results = results;
        this.out = out;
    }

    /** What a cycle showed; empty if it broke twice. */
    Optional<Verdicts> judged(FaultKind fault, long seed) {
        Cycle cycle = new Cycle(contestant.label(), fault.label(), seed);
        return once(cycle, fault).or(() -> once(cycle, fault));
    }

    private Optional<Verdicts> once(Cycle cycle, FaultKind fault) {
        try {
            return Optional.of(Verdicts.on(runner().run(fault, cycle.seed())));
        } catch (RuntimeException failure) {
            String why = failure + because(failure) + abandoned();
            results.add(new Results.Broken(cycle, why));
            out.println("broken cycle: " + cycle + " " + why);
            return Optional.empty();
        }
    }

    private static String because(Throwable failure) {
        return failure.getCause() == null ? "" : ", because of " + failure.getCause();
    }

    private CycleRunner runner() {
        CycleRunner runner = open;
        if (runner == null) {
            runner = new CycleRunner(Site.open(contestant, plan.instances(), plan.mutant()), plan.accounts());
            open = runner;
            runner.warmedUp();
        }
        return runner;
    }

    private String abandoned() {
        CycleRunner broken = open;
        open = null;
        return broken == null ? "" : ", logs of the workers: " + broken.abandoned();
    }

    @Override
    public void close() {
        if (open != null) {
            open.close();
        }
    }
}
