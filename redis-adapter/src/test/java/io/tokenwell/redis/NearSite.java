package io.tokenwell.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.tokenwell.example.servers.EmbeddedRedis;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.TokenCache;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import reactor.core.Disposable;

/** Two instances on one server; the ways of the second one's answers and of its announcements can be broken. */
final class NearSite implements AutoCloseable {

    static final NearCacheSettings SETTINGS = NearCacheSettings.builder()
            .maximumEntries(1_000)
            .maximumStaleness(Duration.ofSeconds(30))
            .heartbeat(Duration.ofMillis(400))
            .build();
    static final Duration BOUND = SETTINGS.heartbeat().multipliedBy(2);

    private static final EmbeddedRedis SERVER = EmbeddedRedis.start();
    private static final RedisClient CLIENT = RedisClient.create();
    private static final String PREFIX = "tokenwell";
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final RedisStores STORES = RedisStores.of(CLIENT.connect(RedisURI.create(SERVER.uri())));
    private static final TokenCache ELSEWHERE = STORES.tokenCache();

    final Relay announcements = new Relay(SERVER.port());
    private final Relay answers = new Relay(SERVER.port());
    final RedisTracking tracking = RedisTracking.of(CLIENT, uri(announcements));
    private final StatefulRedisConnection<String, String> reading = CLIENT.connect(uri(answers));
    final NearTokenCache here;

    /** The second instance with entries, and ears, that a mutant may have its own way with. */
    NearSite(NearEntries entries, Duration heartbeat, UnaryOperator<TrackingListener> ears) {
        RedisTokenCache redis = RedisStores.of(reading).tokenCache();
        here = new NearTokenCache(redis, entries);
        tracking.listening(PREFIX + ":", heartbeat, ears.apply(here.listener(PREFIX)));
    }

    NearSite() {
        this(new NearEntries(SETTINGS, Watch.of(Clock.systemUTC())), SETTINGS.heartbeat(), UnaryOperator.identity());
    }

    /** Stores of the first instance. */
    RedisStores stores() {
        return STORES;
    }

    TokenCache elsewhere() {
        return ELSEWHERE;
    }

    private static RedisURI uri(Relay relay) {
        return RedisURI.create("redis://127.0.0.1:" + relay.port());
    }

    CachedToken readWhile(AccountKey key, Runnable changing) {
        CountDownLatch announced = new CountDownLatch(1);
        Disposable listening =
                here.changes().filter(change -> change.key().equals(key)).subscribe(change -> announced.countDown());
        answers.stall();
        CompletableFuture<CachedToken> read = here.get(key).toFuture();
        Awaitility.await().atMost(LIMIT).until(answers::isHolding);
        changing.run();
        try {
            if (!announced.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("not announced");
            }
            answers.heal();
            return read.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | TimeoutException | java.util.concurrent.ExecutionException e) {
            throw new AssertionError(e);
        } finally {
            listening.dispose();
        }
    }

    @Override
    public void close() {
        tracking.close();
        reading.close();
        announcements.close();
        answers.close();
    }
}
