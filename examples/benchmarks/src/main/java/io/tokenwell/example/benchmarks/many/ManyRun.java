package io.tokenwell.example.benchmarks.many;

import io.tokenwell.example.benchmarks.fleet.Contestant;
import io.tokenwell.example.benchmarks.fleet.FigureBook;
import io.tokenwell.example.benchmarks.fleet.Servers;
import io.tokenwell.example.benchmarks.report.Figure;
import io.tokenwell.example.servers.DemoAuthorizationServer;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Each contestant on accounts that are logged in anew, with new instances and an empty Redis. */
final class ManyRun {

    private final ManyPlan plan;
    private final ManyReport report;
    private final Servers servers;

    private ManyRun(ManyPlan plan, PrintStream progress, Servers servers) {
        this.plan = plan;
        this.report = new ManyReport(new FigureBook(), progress);
        this.servers = servers;
    }

    static List<Figure> of(ManyPlan plan, PrintStream progress) {
        try (Servers servers = Servers.open()) {
            servers.authorization().latency(plan.latency());
            ManyRun run = new ManyRun(plan, progress, servers);
            for (int round = 0; round < plan.runs(); round++) {
                run.round(round);
            }
            return run.report.figures();
        }
    }

    private void round(int round) {
        List<Contestant> order = new ArrayList<>(plan.contestants());
        Collections.rotate(order, round);
        order.forEach(contestant -> measure(contestant, round));
    }

    private void measure(Contestant contestant, int round) {
        servers.redisCounts().flush();
        Population population = new Population(servers, plan, round);
        population.logIn();
        try (ManyFleet fleet = new ManyFleet(contestant, servers, plan)) {
            Loading loading = new Loading(fleet, plan, population);
            awaited(loading.run());
            report.heap(contestant, loading.curve());
            report.traffic(contestant, traffic(fleet, population, round));
        }
    }

    private static void awaited(long start) {
        if (System.currentTimeMillis() > start) {
            throw new IllegalStateException("loading took so long that accounts are due before the traffic begins");
        }
        while (System.currentTimeMillis() < start) {
            LockSupport.parkUntil(start);
        }
    }

    private Measured traffic(ManyFleet fleet, Population population, int round) {
        DemoAuthorizationServer authorization = servers.authorization();
        int redeemed = authorization.redemptions();
        long commands = servers.redisCounts().commands();
        long statements = fleet.statements();
        Traffic traffic = new Traffic(fleet, population, plan.calls());
        traffic.run(plan, round);
        commands = servers.redisCounts().commands() - commands;
        statements = fleet.statements() - statements;
        LockSupport.parkNanos(plan.latency().plus(Duration.ofMillis(100)).toNanos());
        return new Measured(
                traffic,
                Expiries.of(
                        traffic.log(),
                        population::dueAt,
                        authorization.ledger().subList(redeemed, authorization.redemptions())),
                Hits.of(traffic.log(), population::dueAt, plan.accounts()),
                commands,
                statements);
    }

    /** What one contestant's traffic came to. */
    record Measured(Traffic traffic, Expiries expiries, Hits hits, long commands, long statements) {}
}
