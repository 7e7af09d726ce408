package io.tokenwell.example.benchmarks.many;

import io.tokenwell.example.benchmarks.fleet.Contestant;
import io.tokenwell.example.benchmarks.fleet.FigureBook;
import io.tokenwell.example.benchmarks.fleet.Servers;
import io.tokenwell.example.benchmarks.report.Figure;
import io.tokenwell.example.servers.DemoAuthorizationServer;
import java.io.PrintStream;
import java.time.Duration;
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
                for (Contestant contestant : plan.contestants()) {
                    run.measure(contestant, round);
                }
            }
            return run.report.figures();
        }
    }

    private void measure(Contestant contestant, int round) {
        servers.redisCounts().flush();
        long start = System.currentTimeMillis() + plan.loadingMillis();
        Population population = Population.loggedIn(servers, plan, start, round);
        try (ManyFleet fleet = new ManyFleet(contestant, servers, plan)) {
            report.heap(contestant, new Loading(fleet, plan).run());
            report.waiting(start - System.currentTimeMillis());
            LockSupport.parkUntil(start);
            report.traffic(contestant, traffic(fleet, population, round));
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
                        population,
                        authorization.ledger().subList(redeemed, authorization.redemptions())),
                commands,
                statements);
    }

    /** What one contestant's traffic came to. */
    record Measured(Traffic traffic, Expiries expiries, long commands, long statements) {}
}
