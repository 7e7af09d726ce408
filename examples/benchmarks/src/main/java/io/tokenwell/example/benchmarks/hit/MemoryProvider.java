package io.tokenwell.example.benchmarks.hit;

import io.tokenwell.AccessTokenProvider;
import io.tokenwell.Account;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.spi.TokenEndpoint;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import reactor.core.publisher.Mono;

/** Tokenwell without shared stores, so with its in-process cache. Safe for use by any thread. */
@State(Scope.Benchmark)
public class MemoryProvider {

    private final Account account = SampleAccounts.account(1);
    private final AccessTokenProvider provider = RefreshingAccessTokenProvider.builder()
            .repository(SampleAccounts.table(account))
            .endpoint(TokenEndpoint.none())
            .build();

    /** For JMH. */
    public MemoryProvider() {}

    /** Fills the cache. */
    @Setup
    public void fill() {
        provider.getAccessToken(account).block();
        FirstHit.onTheSpot(hit());
    }

    Mono<String> hit() {
        return provider.getAccessToken(account);
    }
}
