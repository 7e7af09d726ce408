package io.tokenwell.example.benchmarks.many;

import io.tokenwell.example.benchmarks.fleet.Contestant;
import io.tokenwell.example.benchmarks.report.ReportOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** The subcommand {@code ahead}. Not for use by several threads. */
@Command(
        name = "ahead",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        defaultValueProvider = AheadCommand.OneRun.class,
        description = {
            "A hundred thousand accounts on four instances that nobody asks for, while tokens end one after the other. Does each",
            "instance's refresher renew them in time, each once, and does memory stay as it is? A run takes some two minutes."
        })
public final class AheadCommand implements Callable<Integer> {

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Option(names = "--accounts", defaultValue = "100000", description = "logged in (default: ${DEFAULT-VALUE})")
    private int accounts;

    @Option(
            names = "--ending",
            defaultValue = "20000",
            description = "accounts whose tokens end in the time of the run (default: ${DEFAULT-VALUE})")
    private int ending;

    @Option(
            names = "--instances",
            defaultValue = "4",
            description = "each with a refresher (default: ${DEFAULT-VALUE})")
    private int instances;

    @Option(names = "--seconds", defaultValue = "90", description = "how long they end (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--latency",
            defaultValue = "100",
            description = "milliseconds that the endpoint takes (default: ${DEFAULT-VALUE})")
    private long latency;

    @Option(names = "--quick", description = "few accounts for seconds, to see that it works")
    private boolean quick;

    /** For the command line. */
    public AheadCommand() {}

    @Override
    public Integer call() {
        report.publish(
                "Tokens refreshed ahead of their end",
                AheadRun.of(
                        quick
                                ? plan(2, 1_000, 200, Duration.ofSeconds(4), Duration.ofMillis(20), 1)
                                : plan(
                                        instances,
                                        accounts,
                                        Math.min(ending, accounts / 2),
                                        Duration.ofSeconds(seconds),
                                        Duration.ofMillis(latency),
                                        report.runs()),
                        System.out));
        return 0;
    }

    private static ManyPlan plan(int instances, int accounts, int ending, Duration time, Duration latency, int runs) {
        return new ManyPlan(List.of(Contestant.TOKENWELL_REDIS), instances, accounts, ending, 1, time, latency, runs);
    }

    /** It is a proof more than a measurement. */
    static final class OneRun implements IDefaultValueProvider {

        @Override
        public @Nullable String defaultValue(ArgSpec argument) {
            return argument instanceof OptionSpec option && option.longestName().equals("--runs") ? "1" : null;
        }
    }
}
