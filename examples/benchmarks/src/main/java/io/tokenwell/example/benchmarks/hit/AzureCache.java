package io.tokenwell.example.benchmarks.hit;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.AccessTokenCache;
import com.azure.core.credential.TokenRequestContext;
import java.time.ZoneOffset;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import reactor.core.publisher.Mono;

/** The Azure SDK's holder of one token, asked as its pipeline does. Safe for use by any thread. */
@State(Scope.Benchmark)
public class AzureCache {

    private final TokenRequestContext request = new TokenRequestContext().addScopes("scope");
    private final AccessTokenCache cache = new AccessTokenCache(asked -> Mono.just(
            new AccessToken(SampleAccounts.token(1), SampleAccounts.expiry().atOffset(ZoneOffset.UTC))));

    /** For JMH. */
    public AzureCache() {}

    /** Fetches the token. */
    @Setup
    public void fill() {
        hit().block();
        FirstHit.onTheSpot(hit());
    }

    Mono<AccessToken> hit() {
        return cache.getToken(request, false);
    }
}
