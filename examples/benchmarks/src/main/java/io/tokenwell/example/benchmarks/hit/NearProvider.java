package io.tokenwell.example.benchmarks.hit;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.tokenwell.AccessTokenProvider;
import io.tokenwell.Account;
import io.tokenwell.redis.NearCacheSettings;
import io.tokenwell.redis.RedisClientOptions;
import io.tokenwell.redis.RedisStores;
import io.tokenwell.redis.RedisTracking;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.spi.TokenEndpoint;
import java.time.Duration;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import reactor.core.publisher.Mono;

/** Tokenwell on a shared Redis, with the near cache before it. Safe for use by any thread. */
@State(Scope.Benchmark)
public class NearProvider {

    private final RedisURI uri = RedisURI.create(RedisSide.uri());
    private final RedisClient client = RedisClient.create(uri);
    private final RedisTracking tracking = RedisTracking.of(client, uri);
    private final Account account = SampleAccounts.account(1);
    private final AccessTokenProvider provider;

    /** Connects. */
    public NearProvider() {
        client.setOptions(RedisClientOptions.failFast(Duration.ofMillis(500)));
        provider = RefreshingAccessTokenProvider.builder()
                .repository(SampleAccounts.table(account))
                .cache(RedisStores.of(client.connect()).nearTokenCache(tracking, NearCacheSettings.defaults()))
                .endpoint(TokenEndpoint.none())
                .build();
    }

    /** Fills the near cache as soon as Redis announces changes. */
    @Setup
    public void fill() {
        FirstHit.awaitedOnTheSpot(this::hit);
    }

    Mono<String> hit() {
        return provider.getAccessToken(account);
    }

    /** Disconnects. */
    @TearDown
    public void close() {
        tracking.close();
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }
}
