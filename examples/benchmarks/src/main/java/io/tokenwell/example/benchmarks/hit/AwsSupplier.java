package io.tokenwell.example.benchmarks.hit;

import java.time.Instant;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import software.amazon.awssdk.utils.cache.CachedSupplier;
import software.amazon.awssdk.utils.cache.RefreshResult;

/** The AWS SDK's holder of one set of credentials. Blocks on a miss, which does not occur. Safe for use by any thread. */
@State(Scope.Benchmark)
public class AwsSupplier {

    private final CachedSupplier<String> supplier =
            CachedSupplier.builder(AwsSupplier::fetched).build();

    /** For JMH. */
    public AwsSupplier() {}

    /** Fetches the value. */
    @Setup
    public void fill() {
        hit();
    }

    private static RefreshResult<String> fetched() {
        Instant end = SampleAccounts.expiry();
        return RefreshResult.builder(SampleAccounts.token(1))
                .staleTime(end)
                .prefetchTime(end)
                .build();
    }

    String hit() {
        return supplier.get();
    }
}
