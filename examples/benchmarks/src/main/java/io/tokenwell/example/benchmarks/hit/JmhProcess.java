package io.tokenwell.example.benchmarks.hit;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Has JMH measure a trial in a new process.
 *
 * @param plan how long
 * @param redisUri where Redis is
 */
record JmhProcess(HitPlan plan, String redisUri) {

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    List<Run> measured(Trial trial, int runs) {
        try {
            Collection<RunResult> results = new Runner(options(trial, runs).build()).run();
            List<Run> found = results.stream()
                    .flatMap(result -> result.getBenchmarkResults().stream())
                    .flatMap(result -> result.getIterationResults().stream())
                    .map(JmhProcess::run)
                    .toList();
            if (found.size() != runs) {
                throw new IllegalStateException(trial + ": " + found.size() + " of " + runs + " runs");
            }
            return found;
        } catch (RunnerException e) {
            throw new IllegalStateException("cannot measure " + trial, e);
        }
    }

    private ChainedOptionsBuilder options(Trial trial, int runs) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + Pattern.quote(trial.benchmarks().getName() + "." + trial.method()) + "$")
                .forks(1)
                .warmupIterations(plan.warmUps())
                .warmupTime(TimeValue.milliseconds(plan.warmUpMillis()))
                .measurementIterations(runs)
                .measurementTime(TimeValue.milliseconds(plan.runMillis()))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .jvmArgs("-Xms1g", "-Xmx1g", "-D" + RedisSide.URI_PROPERTY + "=" + redisUri);
        return trial.driven()
                ? options.param("inFlight", Integer.toString(trial.concurrency()))
                : options.threads(trial.concurrency());
    }

    private static Run run(IterationResult iteration) {
        Result<?> allocated = Objects.requireNonNull(
                iteration.getSecondaryResults().get(ALLOCATED), "this JVM does not tell what it allocates");
        return new Run(iteration.getPrimaryResult().getScore(), allocated.getScore());
    }
}
