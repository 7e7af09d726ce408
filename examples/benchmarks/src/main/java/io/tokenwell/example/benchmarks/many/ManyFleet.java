package io.tokenwell.example.benchmarks.many;

import io.r2dbc.spi.ConnectionFactory;
import io.tokenwell.example.benchmarks.fleet.Contestant;
import io.tokenwell.example.benchmarks.fleet.CountingConnections;
import io.tokenwell.example.benchmarks.fleet.Fleet;
import io.tokenwell.example.benchmarks.fleet.Servers;
import io.tokenwell.example.benchmarks.fleet.Setup;
import java.util.ArrayList;
import java.util.List;

/** A fleet whose statements are counted, instance by instance. */
final class ManyFleet implements AutoCloseable {

    final Fleet fleet;
    private final List<CountingConnections> connections = new ArrayList<>();

    ManyFleet(Contestant contestant, Servers servers, ManyPlan plan) {
        Setup setup = new Setup(Population.SKEW, Population.CACHE_SKEW, real -> counted(real, plan));
        fleet = contestant.open(servers, setup, plan.instances());
    }

    private ConnectionFactory counted(ConnectionFactory real, ManyPlan plan) {
        CountingConnections counting = new CountingConnections(real, plan.accounts());
        connections.add(counting);
        return counting;
    }

    long statements() {
        return connections.stream().mapToLong(CountingConnections::statements).sum();
    }

    int statements(int instance, int account) {
        return connections.get(instance).statementsOf(account);
    }

    @Override
    public void close() {
        fleet.close();
    }
}
