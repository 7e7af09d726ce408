package io.tokenwell.example.benchmarks;

import io.tokenwell.example.benchmarks.gateway.GatewayCommand;
import io.tokenwell.example.benchmarks.hit.HitCommand;
import io.tokenwell.example.benchmarks.many.AheadCommand;
import io.tokenwell.example.benchmarks.many.ManyCommand;
import io.tokenwell.example.benchmarks.storm.StormCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: one subcommand per benchmark. Not for use by several threads. */
@Command(
        name = "benchmarks",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Measures what Tokenwell costs, beside bare floors and the peers.",
        subcommands = {HitCommand.class, StormCommand.class, ManyCommand.class, AheadCommand.class, GatewayCommand.class
        })
public final class Benchmarks {

    private Benchmarks() {}

    /**
     * Runs a benchmark and ends the JVM.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        return new CommandLine(new Benchmarks()).execute(arguments);
    }
}
