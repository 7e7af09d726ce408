package io.tokenwell.example.benchmarks.many;

import io.tokenwell.example.benchmarks.fleet.Contestant;
import io.tokenwell.example.benchmarks.report.ReportOptions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** The subcommand {@code many}. Not for use by several threads. */
@Command(
        name = "many",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        defaultValueProvider = ManyCommand.FewerRuns.class,
        description = {
            "A hundred thousand accounts on four instances, asked for at a steady rate, the most popular most often, while",
            "tokens come due one after the other. Is each expiry one redemption, and what does a call cost? A run takes",
            "somewhat more than a minute per contestant."
        })
public final class ManyCommand implements Callable<Integer> {

    private static final ManyPlan QUICK = new ManyPlan(
            List.of(Contestant.TOKENWELL, Contestant.ORIGINAL),
            2,
            1_000,
            200,
            500,
            Duration.ofSeconds(2),
            Duration.ofMillis(20),
            1);

    private static final Set<String> DRAWN = Set.of(ManyReport.TIME, ManyReport.HEAP);

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Option(names = "--accounts", defaultValue = "100000", description = "logged in (default: ${DEFAULT-VALUE})")
    private int accounts;

    @Option(
            names = "--due",
            defaultValue = "5000",
            description = "accounts whose tokens come due during the traffic (default: ${DEFAULT-VALUE})")
    private int due;

    @Option(names = "--instances", defaultValue = "4", description = "of each contestant (default: ${DEFAULT-VALUE})")
    private int instances;

    @Option(
            names = "--rate",
            defaultValue = "4000",
            description = "calls per second, of all instances (default: ${DEFAULT-VALUE})")
    private int rate;

    @Option(
            names = "--seconds",
            defaultValue = "40",
            description = "how long the traffic runs (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--latency",
            defaultValue = "100",
            description = "milliseconds that the endpoint takes (default: ${DEFAULT-VALUE})")
    private long latency;

    @Option(
            names = "--contestants",
            split = ",",
            defaultValue = "tokenwell,tokenwell-redis,original",
            description = "of tokenwell, tokenwell-redis, original (default: ${DEFAULT-VALUE})")
    private List<String> contestants = List.of();

    @Option(names = "--quick", description = "few accounts for seconds, to see that it works")
    private boolean quick;

    /** For the command line. */
    public ManyCommand() {}

    @Override
    public Integer call() {
        report.publish(
                "Many accounts under steady traffic",
                ManyRun.of(quick ? QUICK : plan(), System.out),
                figure -> DRAWN.contains(figure.name()));
        return 0;
    }

    private ManyPlan plan() {
        return new ManyPlan(
                contestants.stream().map(Contestant::of).toList(),
                instances,
                accounts,
                Math.min(due, accounts),
                rate,
                Duration.ofSeconds(seconds),
                Duration.ofMillis(latency),
                report.runs());
    }

    /** A run is long enough to say something by itself. */
    static final class FewerRuns implements IDefaultValueProvider {

        @Override
        public @Nullable String defaultValue(ArgSpec argument) {
            return argument instanceof OptionSpec option && option.longestName().equals("--runs") ? "3" : null;
        }
    }
}
