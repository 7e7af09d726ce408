package io.tokenwell.example.benchmarks.many;

import io.tokenwell.RefreshAheadReport;
import io.tokenwell.example.benchmarks.fleet.Contestant;
import io.tokenwell.example.benchmarks.fleet.FigureBook;
import io.tokenwell.example.benchmarks.fleet.Jvm;
import io.tokenwell.example.benchmarks.fleet.Servers;
import io.tokenwell.example.benchmarks.report.Figure;
import io.tokenwell.refresh.RefreshAhead;
import io.tokenwell.refresh.settings.RefreshAheadSettings;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import reactor.core.publisher.Flux;

/** Tokens that end while nobody asks for them, with a refresher on each instance. */
final class AheadRun {

    private static final Duration WARM_UP = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final int QUARTERS = 4;
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(30);

    private final ManyPlan plan;
    private final RefreshAheadSettings settings;
    private final AheadReport report;
    private final Servers servers;

    private AheadRun(ManyPlan plan, Duration window, AheadReport report, Servers servers) {
        this.plan = plan;
        this.settings = RefreshAheadSettings.builder()
                .window(window)
                .pause(PAUSE)
                .pageSize(200)
                .maxRefreshes(16)
                .build();
        this.report = report;
        this.servers = servers;
    }

    /** The window is how long before its end a token is renewed; the skew of the population is a second. */
    static List<Figure> of(ManyPlan plan, Duration window, PrintStream progress) {
        try (Servers servers = Servers.open()) {
            servers.authorization().latency(plan.latency());
            servers.accounts().indexExpiries();
            AheadRun run = new AheadRun(plan, window, new AheadReport(new FigureBook(), progress), servers);
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
        long before = Jvm.settledHeap();
        Measured measured = measured(population);
        long after = Jvm.settledHeap();
        int redeemed = servers.authorization().redemptions();
        report.add(
                measured,
                AheadLedger.of(population, servers.authorization().ledger().subList(measured.warm(), redeemed)),
                servers.accounts().endingBefore(population.lastEnd()),
                new Heap(before, after, redeemed - measured.cold()));
    }

    private Measured measured(Population population) {
        try (ManyFleet fleet = new ManyFleet(Contestant.TOKENWELL_REDIS, servers, plan)) {
            int cold = servers.authorization().redemptions();
            List<RefreshAhead> refreshers = fleet.fleet.members().stream()
                    .map(member -> member.refreshAhead(settings))
                    .toList();
            refreshers.forEach(RefreshAhead::start);
            int warm = warmedUp(population);
            long commands = servers.redisCounts().commands();
            long statements = fleet.statements();
            long start = System.currentTimeMillis() + plan.loadingDue().toMillis();
            population.logInDue(start + settings.window().toMillis());
            List<Quarter> quarters = quarters(start, cold);
            awaitRedeemed(warm + plan.due(), population.lastEnd());
            List<RefreshAheadReport> done = Flux.fromIterable(refreshers)
                    .concatMap(each -> each.close(LAST_ANSWERS))
                    .collectList()
                    .blockOptional()
                    .orElseThrow();
            return new Measured(
                    quarters,
                    done,
                    fleet.statements() - statements,
                    servers.redisCounts().commands() - commands,
                    cold,
                    warm);
        }
    }

    /** Spare accounts end first: up to a thousand refreshes before anything is measured. */
    private int warmedUp(Population population) {
        int spare = population.logInSpare(
                System.currentTimeMillis() + settings.window().toMillis());
        int warm = servers.authorization().redemptions() + spare;
        awaitRedeemed(warm, System.currentTimeMillis() + WARM_UP.toMillis());
        return servers.authorization().redemptions();
    }

    /** From when the first of them comes into the window until the last one does. */
    private List<Quarter> quarters(long start, int cold) {
        List<Quarter> quarters = new ArrayList<>();
        for (int quarter = 1; quarter <= QUARTERS; quarter++) {
            awaited(start + plan.time().toMillis() * quarter / QUARTERS);
            quarters.add(new Quarter(
                    100 * quarter / QUARTERS,
                    Jvm.settledHeap(),
                    servers.authorization().redemptions() - cold));
            report.quarter(quarters.get(quarter - 1));
        }
        return quarters;
    }

    /** And then long enough to see whether anybody goes on. */
    private void awaitRedeemed(int redemptions, long latest) {
        while (servers.authorization().redemptions() < redemptions && System.currentTimeMillis() < latest) {
            LockSupport.parkNanos(PAUSE.toNanos() / 10);
        }
        awaited(System.currentTimeMillis() + PAUSE.multipliedBy(4).toMillis());
    }

    private static void awaited(long time) {
        while (System.currentTimeMillis() < time) {
            LockSupport.parkUntil(time);
        }
    }

    /** The heap at a part of the time, and how many tokens were redeemed so far, those of the warm-up among them. */
    record Quarter(int percent, long heap, int redemptions) {}

    /** The heap without instances, before and after: what the authorization server keeps of each redemption is in it. */
    record Heap(long before, long after, int redemptions) {}

    /** What the instances did, and how many redemptions there were before and after they warmed up. */
    record Measured(
            List<Quarter> quarters,
            List<RefreshAheadReport> done,
            long statements,
            long commands,
            int cold,
            int warm) {}
}
