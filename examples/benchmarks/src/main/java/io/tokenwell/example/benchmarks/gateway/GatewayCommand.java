package io.tokenwell.example.benchmarks.gateway;

import io.tokenwell.example.benchmarks.report.ReportOptions;
import io.tokenwell.example.servers.DemoUpstream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The subcommand {@code gateway}. Not for use by several threads. */
@Command(
        name = "gateway",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "The example gateway, a process of its own, in front of one upstream: requests per second and latency of a",
            "route with the Tokenwell filter and of one without, in pairs of changing order. Needs wrk."
        })
public final class GatewayCommand implements Callable<Integer> {

    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    /** Of each route; a gateway that has just started is slower by half. */
    private static final Duration WARM_UP = Duration.ofSeconds(20);

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Option(
            names = "--gateway",
            paramLabel = "JAR",
            defaultValue = "examples/spring-cloud-gateway/target/gateway.jar",
            description = "the gateway (default: ${DEFAULT-VALUE})")
    private Path jar = Path.of("");

    @Option(names = "--connections", defaultValue = "32", description = "of wrk (default: ${DEFAULT-VALUE})")
    private int connections;

    @Option(
            names = "--seconds",
            defaultValue = "8",
            description = "of one measurement; a run has two (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--quick", description = "one pair of two seconds, to see that it works")
    private boolean quick;

    /** For the command line. */
    public GatewayCommand() {}

    @Override
    public Integer call() {
        Wrk.require(System.getenv().getOrDefault("PATH", ""));
        Duration time = Duration.ofSeconds(quick ? 2 : seconds);
        // Outside of the gateway's process, and any token will do: what it costs is the same on both routes.
        try (DemoUpstream upstream = DemoUpstream.startTrusting();
                GatewayProcess gateway =
                        GatewayProcess.start(new GatewayLine(jar, URI.create(upstream.uri())).words(), START_LIMIT)) {
            GatewayRun run = new GatewayRun(new Wrk(connections), gateway, time, System.out);
            report.publish(
                    "The example gateway with and without its filter",
                    quick ? run.pairs(1, time) : run.pairs(report.runs(), WARM_UP));
        }
        return 0;
    }
}
