package io.tokenwell.example.benchmarks.many;

import io.tokenwell.example.benchmarks.fleet.Jvm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Flux;

/** Asks for every account once, each at one instance, and measures what is left in the heap on the way. */
record Loading(ManyFleet fleet, ManyPlan plan) {

    private static final int AT_ONCE = 128;
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** What the fleet keeps of so many accounts. */
    record Heap(int accounts, double bytesPerAccount) {}

    List<Heap> run() {
        ask(plan.accounts() + 1, Population.SPARE);
        ask(plan.accounts() + 1, Population.SPARE);
        long before = Jvm.settledHeap();
        List<Heap> curve = new ArrayList<>();
        int known = 0;
        for (int part : new int[] {4, 2, 1}) {
            int next = plan.accounts() / part;
            ask(known + 1, next - known);
            known = next;
            curve.add(new Heap(known, (double) (Jvm.settledHeap() - before) / known));
        }
        return curve;
    }

    private void ask(int first, int count) {
        Flux.range(first, count)
                .flatMap(account -> fleet.fleet.member(account).token((long) account), AT_ONCE)
                .then()
                .block(LIMIT);
    }
}
