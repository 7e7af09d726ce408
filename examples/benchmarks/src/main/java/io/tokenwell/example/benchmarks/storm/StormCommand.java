package io.tokenwell.example.benchmarks.storm;

import io.tokenwell.example.benchmarks.fleet.Contestant;
import io.tokenwell.example.benchmarks.report.ReportOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The subcommand {@code storm}. Not for use by several threads. */
@Command(
        name = "storm",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Ten thousand callers on four instances ask for one expired token at once. How long do they wait beyond",
            "the moment in which the endpoint's answer goes out, and what does their waiting take?"
        })
public final class StormCommand implements Callable<Integer> {

    private static final StormPlan QUICK = new StormPlan(
            List.of(Contestant.TOKENWELL, Contestant.ORIGINAL),
            4,
            50,
            List.of(Duration.ofMillis(100)),
            Duration.ofMillis(500),
            1);

    /** Longer than a collection takes with ten thousand callers. */
    private static final Duration HELD_UP = Duration.ofSeconds(2);

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Option(
            names = "--latencies",
            split = ",",
            defaultValue = "30,80,150,300,600,2000",
            description = "milliseconds that the endpoint takes (default: ${DEFAULT-VALUE})")
    private List<Long> latencies = List.of();

    @Option(names = "--instances", defaultValue = "4", description = "of each contestant (default: ${DEFAULT-VALUE})")
    private int instances;

    @Option(names = "--callers", defaultValue = "2500", description = "on each instance (default: ${DEFAULT-VALUE})")
    private int callers;

    @Option(
            names = "--contestants",
            split = ",",
            defaultValue = "tokenwell,original",
            description = "of tokenwell, tokenwell-redis, original, spring (default: ${DEFAULT-VALUE})")
    private List<String> contestants = List.of();

    @Option(names = "--quick", description = "one small storm each, to see that it works")
    private boolean quick;

    /** For the command line. */
    public StormCommand() {}

    @Override
    public Integer call() {
        report.publish("Ten thousand callers of one expired token", StormRun.of(plan(), System.out));
        return 0;
    }

    private StormPlan plan() {
        return quick
                ? QUICK
                : new StormPlan(
                        contestants.stream().map(Contestant::of).toList(),
                        instances,
                        callers,
                        latencies.stream().map(Duration::ofMillis).toList(),
                        HELD_UP,
                        report.runs());
    }
}
