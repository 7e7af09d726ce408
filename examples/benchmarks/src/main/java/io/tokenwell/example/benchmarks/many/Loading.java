package io.tokenwell.example.benchmarks.many;

import io.tokenwell.example.benchmarks.fleet.Jvm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Flux;

/** Asks for every account once, each at one instance, and measures what is left in the heap on the way. */
final class Loading {

    private static final int WARM_UPS = 10;
    private static final int AT_ONCE = 128;
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final ManyFleet fleet;
    private final ManyPlan plan;
    private final Population population;
    private final List<Heap> curve = new ArrayList<>();
    private long before;
    private long keptBefore;

    Loading(ManyFleet fleet, ManyPlan plan, Population population) {
        this.fleet = fleet;
        this.plan = plan;
        this.population = population;
    }

    /** What the fleet keeps of so many accounts, and of how many it keeps a token. */
    record Heap(int accounts, double bytesPerAccount, long kept) {}

    /** Loads everybody; says when the traffic has to begin, for some come due from then on. */
    long run() {
        for (int time = 0; time < WARM_UPS; time++) {
            ask(population.spare());
        }
        before = Jvm.settledHeap();
        keptBefore = fleet.fleet.kept();
        load(0, plan.accounts() / 4);
        load(plan.accounts() / 4, plan.accounts() / 2);
        askTwice(plan.accounts() / 2, plan.lasting());
        long start = System.currentTimeMillis() + plan.loadingDue().toMillis();
        population.logInDue(start);
        load(plan.lasting(), plan.accounts());
        return start;
    }

    List<Heap> curve() {
        return curve;
    }

    private void load(int from, int to) {
        askTwice(from, to);
        double each = (double) (Jvm.settledHeap() - before) / to;
        curve.add(new Heap(to, each, fleet.fleet.kept() - keptBefore));
    }

    /** What comes from the row the first time comes from Redis the second time, and only then a near cache keeps it. */
    private void askTwice(int from, int to) {
        ask(population.order().subList(from, to));
        ask(population.order().subList(from, to));
    }

    private void ask(List<Integer> accounts) {
        Flux.fromIterable(accounts)
                .flatMap(account -> fleet.fleet.member(account).token((long) account), AT_ONCE)
                .then()
                .block(LIMIT);
    }
}
