package io.tokenwell.example.benchmarks.storm;

import io.tokenwell.example.benchmarks.fleet.Contestant;
import io.tokenwell.example.benchmarks.fleet.FigureBook;
import io.tokenwell.example.benchmarks.fleet.Fleet;
import io.tokenwell.example.benchmarks.fleet.Setup;
import io.tokenwell.example.benchmarks.report.Figure;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All storms of a plan, each contestant in each round, in changing order. */
final class StormRun implements AutoCloseable {

    static final String MEDIAN = "wake-up delay p50";
    static final String ALMOST_ALL = "wake-up delay p99";

    /** Compiles what is measured, and opens every connection. */
    private static final int WARM_UPS = 3;

    private static final Duration WARM_UP_LATENCY = Duration.ofMillis(100);
    private static final String WAITING = "waiting";
    private static final String MILLIS = "ms";

    private final StormPlan plan;
    private final PrintStream progress;
    private final Site site = new Site();
    private final Map<Contestant, Fleet> fleets = new EnumMap<>(Contestant.class);
    private final FigureBook book = new FigureBook();

    private StormRun(StormPlan plan, PrintStream progress) {
        this.plan = plan;
        this.progress = progress;
        plan.contestants()
                .forEach(contestant ->
                        fleets.put(contestant, contestant.open(site.servers, Setup.production(), plan.instances())));
    }

    static List<Figure> of(StormPlan plan, PrintStream progress) {
        try (StormRun run = new StormRun(plan, progress)) {
            run.warmUp();
            for (int round = 0; round < plan.runs(); round++) {
                run.round(round);
            }
            return run.book.figures();
        }
    }

    private void warmUp() {
        for (int time = 0; time < WARM_UPS; time++) {
            plan.contestants().forEach(contestant -> storm(contestant, WARM_UP_LATENCY));
        }
        plan.contestants().forEach(this::waiting);
    }

    private void round(int round) {
        List<Contestant> order = new ArrayList<>(plan.contestants());
        Collections.rotate(order, round);
        for (Duration latency : plan.latencies()) {
            order.forEach(contestant -> note(contestant, latency, storm(contestant, latency)));
        }
        order.forEach(contestant -> note(contestant, waiting(contestant)));
    }

    private Storm.Outcome storm(Contestant contestant, Duration latency) {
        return new Storm(site, fleet(contestant), latency).of(Crowd.of(plan.callers()));
    }

    private Waiting.Cost waiting(Contestant contestant) {
        return new Waiting(site, fleet(contestant), plan.heldUp()).of(Crowd.of(plan.callers()));
    }

    private Fleet fleet(Contestant contestant) {
        return fleets.getOrDefault(contestant, new Fleet(List.of()));
    }

    private void note(Contestant contestant, Duration latency, Storm.Outcome outcome) {
        book.page(latency.toMillis() + " ms", contestant)
                .add("redemptions", "per storm", outcome.redemptions())
                .add(MEDIAN, MILLIS, outcome.median())
                .add(ALMOST_ALL, MILLIS, outcome.almostAll())
                .add("wake-up delay max", MILLIS, outcome.last())
                .add("callers with an error", "callers", outcome.errors())
                .add("callers with another than the new token", "callers", outcome.wrong())
                .add("Redis commands", "per storm", outcome.redisCommands())
                .add("subscribing all callers", MILLIS, outcome.subscribing());
        progress.printf(
                Locale.ROOT,
                "%5d ms  %-15s %3d redemption(s), delay p50 %s p99 %s max %s, %d error(s) %s, %d wrong, %d Redis, %.0f ms%n",
                latency.toMillis(),
                contestant,
                outcome.redemptions(),
                shown(outcome.median()),
                shown(outcome.almostAll()),
                shown(outcome.last()),
                outcome.errors(),
                outcome.reasons(),
                outcome.wrong(),
                outcome.redisCommands(),
                outcome.subscribing());
    }

    private static String shown(double millis) {
        return Double.isFinite(millis) ? String.format(Locale.ROOT, "%.1f ms", millis) : "never";
    }

    private void note(Contestant contestant, Waiting.Cost cost) {
        book.page(WAITING, contestant)
                .add("heap per waiting caller", "bytes", cost.bytesPerCaller())
                .add("threads beyond those before", "threads", cost.threads())
                .add("callers still waiting at the collection", "callers", cost.waiting());
        progress.printf(
                Locale.ROOT,
                "waiting   %-15s %.0f bytes per caller, %d thread(s) more, %d waiting%n",
                contestant,
                cost.bytesPerCaller(),
                cost.threads(),
                cost.waiting());
    }

    @Override
    public void close() {
        fleets.values().forEach(Fleet::close);
        site.close();
    }
}
