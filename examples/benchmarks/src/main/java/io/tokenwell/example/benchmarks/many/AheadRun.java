package io.tokenwell.example.benchmarks.many;

import io.tokenwell.example.benchmarks.fleet.Contestant;
import io.tokenwell.example.benchmarks.fleet.FigureBook;
import io.tokenwell.example.benchmarks.fleet.Jvm;
import io.tokenwell.example.benchmarks.fleet.Servers;
import io.tokenwell.example.benchmarks.report.Figure;
import io.tokenwell.refresh.RefreshAhead;
import io.tokenwell.refresh.RefreshAheadReport;
import io.tokenwell.refresh.RefreshAheadSettings;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import reactor.core.publisher.Flux;

/** Tokens that end while nobody asks for them, with a refresher on each instance. */
final class AheadRun {

    /** The skew of the population is a second. */
    private static final RefreshAheadSettings SETTINGS = RefreshAheadSettings.defaults()
            .withWindow(Duration.ofSeconds(10), Duration.ofSeconds(1))
            .withSizes(200, 16);

    private static final int QUARTERS = 4;
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(30);

    private final ManyPlan plan;
    private final AheadReport report;
    private final Servers servers;

    private AheadRun(ManyPlan plan, AheadReport report, Servers servers) {
        this.plan = plan;
        this.report = report;
        this.servers = servers;
    }

    static List<Figure> of(ManyPlan plan, PrintStream progress) {
        try (Servers servers = Servers.open()) {
            servers.authorization().latency(plan.latency());
            servers.accounts().indexExpiries();
            AheadRun run = new AheadRun(plan, new AheadReport(new FigureBook(), progress), servers);
            for (int round = 0; round < plan.runs(); round++) {
                run.round(round);
            }
            return run.report.figures();
        }
    }

    private void round(int round) {
        servers.redisCounts().flush();
        Population population = new Population(servers, plan, round);
        population.logIn();
        long start = System.currentTimeMillis() + plan.loadingDue().toMillis();
        population.logInDue(start);
        int redeemed = servers.authorization().redemptions();
        long before = Jvm.settledHeap();
        Measured measured = measured(population, start);
        long after = Jvm.settledHeap();
        report.add(
                measured,
                AheadLedger.of(
                        population,
                        servers.authorization()
                                .ledger()
                                .subList(redeemed, servers.authorization().redemptions())),
                servers.accounts().endingBefore(population.lastEnd()),
                new Heap(before, after));
    }

    private Measured measured(Population population, long start) {
        try (ManyFleet fleet = new ManyFleet(Contestant.TOKENWELL_REDIS, servers, plan)) {
            long commands = servers.redisCounts().commands();
            List<RefreshAhead> refreshers = fleet.fleet.members().stream()
                    .map(member -> member.refreshAhead(SETTINGS))
                    .toList();
            refreshers.forEach(RefreshAhead::start);
            List<Quarter> quarters = quarters(start);
            awaited(population.lastEnd());
            List<RefreshAheadReport> done = Flux.fromIterable(refreshers)
                    .concatMap(each -> each.close(LAST_ANSWERS))
                    .collectList()
                    .blockOptional()
                    .orElseThrow();
            return new Measured(
                    quarters, done, fleet.statements(), servers.redisCounts().commands() - commands);
        }
    }

    private List<Quarter> quarters(long start) {
        int redeemed = servers.authorization().redemptions();
        List<Quarter> quarters = new ArrayList<>();
        for (int quarter = 1; quarter <= QUARTERS; quarter++) {
            awaited(start + plan.time().toMillis() * quarter / QUARTERS);
            quarters.add(new Quarter(
                    100 * quarter / QUARTERS,
                    Jvm.settledHeap(),
                    servers.authorization().redemptions() - redeemed));
            report.quarter(quarters.get(quarter - 1));
        }
        return quarters;
    }

    private static void awaited(long time) {
        while (System.currentTimeMillis() < time) {
            LockSupport.parkUntil(time);
        }
    }

    /** The heap at a part of the time, and how many tokens were redeemed so far. */
    record Quarter(int percent, long heap, int redemptions) {}

    /** The heap without instances, before and after: what the authorization server keeps of each redemption is in it. */
    record Heap(long before, long after) {}

    /** What the instances did. */
    record Measured(List<Quarter> quarters, List<RefreshAheadReport> done, long statements, long commands) {}
}
