package io.tokenwell.example.benchmarks.hit;

import io.tokenwell.example.benchmarks.report.ReportOptions;
import io.tokenwell.example.servers.ChildClassPath;
import io.tokenwell.example.servers.EmbeddedRedis;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures calls whose token is there. Not for use by several threads. */
@Command(
        name = "hit",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "A call whose token is cached: in process beside other caches, and with one look into a real Redis.",
            "Time, calls per second and allocation, measured by JMH in processes of their own; takes seven minutes."
        })
public final class HitCommand implements Callable<Integer> {

    private static final List<String> IN_PROCESS = List.of(
            "tokenwellMemory",
            "tokenwellNear",
            "awsCachedSupplier",
            "azureTokenCache",
            "springManager",
            "monoJust",
            "caffeine",
            "nanoTime");

    private static final List<String> REDIS = List.of("tokenwellRedis", "original", "lettuceGet");

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Option(
            names = "--contestants",
            split = ",",
            paramLabel = "NAME",
            description = "of tokenwell-memory, tokenwell-near, aws-cached-supplier, azure-token-cache, spring-manager,"
                    + " mono-just, caffeine, nano-time; tokenwell-redis, original, lettuce-get (default: all)")
    private List<String> contestants = List.of();

    @Option(names = "--quick", description = "one short run of a part, only to see that it works")
    private boolean quick;

    private int step;

    /** For picocli. */
    public HitCommand() {}

    @Override
    public Integer call() {
        String own = System.getProperty("java.class.path", "");
        HitPlan plan = quick ? HitPlan.quick() : HitPlan.of(report.runs());
        try (ChildClassPath forks = new ChildClassPath();
                EmbeddedRedis redis = EmbeddedRedis.start()) {
            // JMH starts its processes with what is said here, and cannot with a jar of jars.
            System.setProperty("java.class.path", forks.value());
            // It refuses to run beside another JMH of this machine, rightly unless nobody looks at the figures.
            System.setProperty("jmh.ignoreLock", Boolean.toString(quick));
            report.publish(
                    "A hit", measured(plan, new JmhProcess(plan, redis.uri())).all());
            return 0;
        } finally {
            System.setProperty("java.class.path", own);
        }
    }

    private HitFigures measured(HitPlan plan, JmhProcess jmh) {
        HitFigures figures = new HitFigures();
        List<Trial> trials = trials(plan).filter(this::wanted).toList();
        int steps = plan.rounds().size() * trials.size();
        for (int runs : plan.rounds()) {
            for (Trial trial : trials) {
                List<Run> found = jmh.measured(trial, runs);
                figures.add(trial, found);
                step++;
                System.out.println(step + "/" + steps + " " + told(trial, found));
            }
        }
        return figures;
    }

    private static Stream<Trial> trials(HitPlan plan) {
        return Stream.concat(
                plan.threads().stream()
                        .flatMap(threads -> IN_PROCESS.stream().map(method -> Trial.inProcess(method, threads))),
                plan.inFlight().stream()
                        .flatMap(inFlight -> REDIS.stream().map(method -> Trial.redis(method, inFlight))));
    }

    private boolean wanted(Trial trial) {
        return contestants.isEmpty() || contestants.contains(trial.contestant());
    }

    private static String told(Trial trial, List<Run> runs) {
        double nanos = runs.stream()
                .mapToDouble(run -> trial.concurrency() / run.callsPerNano())
                .average()
                .orElseThrow();
        return String.format(Locale.ROOT, "%s, %s: %,.1f ns per call", trial.row(), trial.contestant(), nanos);
    }
}
