package io.tokenwell.example.benchmarks.hit;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.reactive.RedisReactiveCommands;
import io.r2dbc.spi.ConnectionFactories;
import io.tokenwell.AccessTokenProvider;
import io.tokenwell.Account;
import io.tokenwell.example.peers.original.OriginalProvider;
import io.tokenwell.example.peers.original.OriginalSettings;
import io.tokenwell.redis.RedisClientOptions;
import io.tokenwell.redis.RedisStores;
import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.spi.TokenEndpoint;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All contestants on one connection, with the same entries. Safe for use by any thread. */
@State(Scope.Benchmark)
public class RedisSide {

    /** The property that tells a fork where Redis is. */
    static final String URI_PROPERTY = "tokenwell.benchmarks.redis";

    /** A power of two. */
    private static final int ACCOUNTS = 1024;

    private final RedisClient client = RedisClient.create(uri());
    private final Account[] accounts = SampleAccounts.accounts(ACCOUNTS);
    private final String[] keys = Stream.of(accounts).map(RedisSide::key).toArray(String[]::new);
    private final RedisReactiveCommands<String, String> commands;
    private final AccessTokenProvider tokenwell;
    private final OriginalProvider original;

    /** Connects. */
    public RedisSide() {
        client.setOptions(RedisClientOptions.failFast(Duration.ofMillis(500)));
        StatefulRedisConnection<String, String> connection = client.connect();
        commands = connection.reactive();
        tokenwell = RefreshingAccessTokenProvider.builder()
                .repository(SampleAccounts.table(accounts))
                .cache(RedisStores.of(connection).tokenCache())
                .endpoint(TokenEndpoint.none())
                .build();
        original = original(commands);
    }

    /** A hit needs neither a database nor a token endpoint: nobody listens there. */
    private static OriginalProvider original(RedisReactiveCommands<String, String> commands) {
        return new OriginalProvider(
                commands,
                ConnectionFactories.get("r2dbc:postgresql://nobody@127.0.0.1:1/none"),
                URI.create("http://127.0.0.1:1/token"),
                "benchmark",
                OriginalSettings.production(),
                Clock.systemUTC());
    }

    /** Fills the caches. */
    @Setup
    public void fill() {
        Flux.fromArray(accounts)
                .concatMap(account -> tokenwell
                        .getAccessToken(account)
                        .flatMap(token -> commands.set(OriginalProvider.tokenKey(Long.parseLong(account.id())), token)))
                .blockLast();
        List<String> found =
                Flux.range(0, ACCOUNTS).concatMap(this::get).collectList().block();
        if (found == null || found.size() != ACCOUNTS) {
            throw new IllegalStateException("the entries are not where they are looked for");
        }
    }

    static String uri() {
        return System.getProperty(URI_PROPERTY, "redis://127.0.0.1:6379");
    }

    /** As the adapter makes it. */
    private static String key(Account account) {
        return "tokenwell:{openai:account:" + account.id() + "}:token";
    }

    Mono<String> tokenwell(int number) {
        return tokenwell.getAccessToken(accounts[number % ACCOUNTS]);
    }

    Mono<String> get(int number) {
        return commands.get(keys[number % ACCOUNTS]);
    }

    Mono<String> original(int number) {
        return original.accessToken(Long.parseLong(accounts[number % ACCOUNTS].id()));
    }

    /** Disconnects. */
    @TearDown
    public void close() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }
}
