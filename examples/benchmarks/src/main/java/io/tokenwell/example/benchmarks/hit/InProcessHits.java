package io.tokenwell.example.benchmarks.hit;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import reactor.core.publisher.Mono;

/**
 * One account that every thread asks for, its token in this process. Peers that hold one token only do without a key; what
 * each hands out is taken as it is, without another operator. Run by JMH, on many threads.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class InProcessHits {

    /** For JMH. */
    public InProcessHits() {}

    /**
     * The provider with nothing but a repository.
     *
     * @param provider ours
     * @param caller takes the token
     */
    @Benchmark
    public void tokenwellMemory(MemoryProvider provider, Delivered caller) {
        provider.hit().subscribe(caller);
    }

    /**
     * The provider with the near cache before Redis.
     *
     * @param provider ours
     * @param caller takes the token
     */
    @Benchmark
    public void tokenwellNear(NearProvider provider, Delivered caller) {
        provider.hit().subscribe(caller);
    }

    /**
     * A Mono that has its value.
     *
     * @param constants the floors
     * @param caller takes the token
     */
    @Benchmark
    public void monoJust(Floors constants, Delivered caller) {
        Mono.just(constants.token).subscribe(caller);
    }

    /**
     * A look into a bounded cache.
     *
     * @param floors the floors
     * @return the entry
     */
    @Benchmark
    public @Nullable Object caffeine(Floors floors) {
        return floors.cached();
    }

    /**
     * The clock that any expiry costs.
     *
     * @return the time
     */
    @Benchmark
    public long nanoTime() {
        return System.nanoTime();
    }

    /**
     * The AWS SDK's.
     *
     * @param supplier theirs
     * @return the token
     */
    @Benchmark
    public Object awsCachedSupplier(AwsSupplier supplier) {
        return supplier.hit();
    }

    /**
     * The Azure SDK's.
     *
     * @param cache theirs
     * @param caller takes the token
     */
    @Benchmark
    public void azureTokenCache(AzureCache cache, Delivered caller) {
        cache.hit().subscribe(caller);
    }

    /**
     * Spring Security's.
     *
     * @param manager theirs
     * @param caller takes the token
     */
    @Benchmark
    public void springManager(SpringManager manager, Delivered caller) {
        manager.hit().subscribe(caller);
    }
}
