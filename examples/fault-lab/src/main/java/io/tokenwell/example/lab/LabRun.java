package io.tokenwell.example.lab;

import io.tokenwell.example.lab.check.Verdicts;
import io.tokenwell.example.lab.cycle.Contestant;
import io.tokenwell.example.lab.cycle.CycleRunner;
import io.tokenwell.example.lab.cycle.FaultKind;
import io.tokenwell.example.lab.cycle.Site;
import io.tokenwell.example.lab.report.Results;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Runs a plan: one contestant after the other, so that none takes another's processor time, each on several sites. */
final class LabRun {

    private final LabPlan plan;
    private final Results results = new Results();
    private final Progress progress;

    private LabRun(LabPlan plan, PrintStream out) {
        this.plan = plan;
        this.progress = new Progress(plan, results, out);
    }

    static Results of(LabPlan plan, PrintStream out) {
        LabRun run = new LabRun(plan, out);
        ExecutorService threads = Executors.newFixedThreadPool(plan.sites());
        try {
            plan.contestants().forEach(contestant -> run.tried(contestant, threads));
            return run.results;
        } finally {
            threads.shutdownNow();
        }
    }

    private void tried(Contestant contestant, ExecutorService threads) {
        List<CompletableFuture<Void>> running = IntStream.range(0, plan.sites())
                .mapToObj(site -> CompletableFuture.runAsync(() -> tried(contestant, site), threads))
                .toList();
        running.forEach(CompletableFuture::join);
    }

    /** Round by round, so that a run that is cut short has seen all kinds about as often. */
    private void tried(Contestant contestant, int share) {
        Site site = Site.open(contestant, plan.instances(), plan.mutant());
        try (CycleRunner runner = new CycleRunner(site, plan.accounts()).warmedUp()) {
            for (int round = share; round < plan.cyclesOf(contestant); round += plan.sites()) {
                for (FaultKind fault : plan.faults()) {
                    if (progress.timeIsUp()) {
                        return;
                    }
                    Verdicts verdicts = Verdicts.on(runner.run(fault, plan.seed() + round));
                    results.add(verdicts);
                    progress.cycleDone(fault, verdicts);
                }
            }
        }
    }
}
