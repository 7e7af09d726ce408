package io.tokenwell.example.benchmarks.hit;

import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Many accounts, their tokens in Redis, so many calls at a time on one connection. Run by JMH, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RedisHits {

    static final int BATCH = 4096;

    /** Calls at a time. */
    @Param({"1", "8", "64"})
    @SuppressWarnings("NullAway.Init") // set by JMH
    public int inFlight;

    /** For JMH. */
    public RedisHits() {}

    /**
     * The provider with its Redis cache.
     *
     * @param redis the contestants
     * @return the last token
     */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public @Nullable Object tokenwellRedis(RedisSide redis) {
        return driven(redis::tokenwell);
    }

    /**
     * A bare GET of the same entries.
     *
     * @param redis the contestants
     * @return the last entry
     */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public @Nullable Object lettuceGet(RedisSide redis) {
        return driven(redis::get);
    }

    /**
     * The original's algorithm.
     *
     * @param redis the contestants
     * @return the last token
     */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public @Nullable Object original(RedisSide redis) {
        return driven(redis::original);
    }

    private @Nullable String driven(IntFunction<Mono<String>> call) {
        return Flux.range(0, BATCH)
                .flatMap(number -> call.apply(number), inFlight)
                .blockLast();
    }
}
