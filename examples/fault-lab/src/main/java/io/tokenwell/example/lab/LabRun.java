package io.tokenwell.example.lab;

import io.tokenwell.example.lab.cycle.Contestant;
import io.tokenwell.example.lab.cycle.FaultKind;
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
    private final Results results;
    private final PrintStream out;
    private final Progress progress;

    private LabRun(LabPlan plan, Results results, PrintStream out) {
        this.plan = plan;
        this.results = results;
        this.out = out;
        this.progress = new Progress(plan, results, out);
    }

    static Results of(LabPlan plan, PrintStream out) {
        Results results = new Results(plan.judged());
        run(plan, results, out, () -> {});
        return results;
    }

    /** Results are there as soon as a cycle was judged; {@code afterEach} runs after each contestant. */
    static void run(LabPlan plan, Results results, PrintStream out, Runnable afterEach) {
        LabRun run = new LabRun(plan, results, out);
        ExecutorService threads = Executors.newFixedThreadPool(plan.sites());
        try {
            plan.contestants().forEach(contestant -> {
                run.tried(contestant, threads);
                afterEach.run();
            });
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
        try (Bench bench = new Bench(contestant, plan, results, out)) {
            for (int round = share; round < plan.cyclesOf(contestant); round += plan.sites()) {
                for (FaultKind fault : plan.faultsOf(share)) {
                    if (progress.timeIsUp()) {
                        return;
                    }
                    bench.judged(fault, plan.seed() + round).ifPresent(verdicts -> {
                        results.add(verdicts);
                        progress.cycleDone(fault, verdicts);
                    });
                }
            }
        }
    }
}
