package io.tokenwell.example.benchmarks.hit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tokenwell.Account;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What any hit takes at the least. Safe for use by any thread. */
@State(Scope.Benchmark)
public class Floors {

    private static final int BOUND = 10_000;

    final String token = SampleAccounts.token(1);
    private final Account account = SampleAccounts.account(1);
    private final Cache<AccountKey, CachedToken> cache =
            Caffeine.newBuilder().maximumSize(BOUND).build();

    /** For JMH. */
    public Floors() {}

    /** Fills the cache. */
    @Setup
    public void fill() {
        cache.put(AccountKey.of(account), CachedToken.of(account).orElseThrow());
        if (cached() == null) {
            throw new IllegalStateException("no hit");
        }
    }

    /** Without a look at the expiry. */
    @Nullable
    CachedToken cached() {
        return cache.getIfPresent(AccountKey.of(account));
    }
}
