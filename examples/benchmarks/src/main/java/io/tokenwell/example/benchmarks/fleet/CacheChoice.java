package io.tokenwell.example.benchmarks.fleet;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.tokenwell.redis.NearCacheSettings;
import io.tokenwell.redis.NearTokenCache;
import io.tokenwell.redis.RedisStores;
import io.tokenwell.redis.RedisTracking;
import io.tokenwell.spi.TokenCache;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The cache of one instance, and what has to be closed with it. */
record CacheChoice(TokenCache cache, Runnable closing) implements AutoCloseable {

    private static final Duration CONNECTING = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(5);

    /** Redis alone. */
    static CacheChoice plain(RedisStores stores) {
        return new CacheChoice(stores.tokenCache(), () -> {});
    }

    /** Tokens in the process, before Redis; ready when Redis announces its changes. */
    static CacheChoice near(RedisClient client, String uri, RedisStores stores) {
        RedisTracking tracking = RedisTracking.of(client, RedisURI.create(uri));
        NearTokenCache near = stores.nearTokenCache(tracking, NearCacheSettings.defaults());
        long end = System.nanoTime() + CONNECTING.toNanos();
        while (!near.isTracking() && System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return new CacheChoice(near, tracking::close);
    }

    @Override
    public void close() {
        closing.run();
    }
}
