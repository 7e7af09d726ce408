package io.tokenwell.example.benchmarks.fleet;

import io.lettuce.core.RedisClient;
import io.tokenwell.redis.RedisStores;
import io.tokenwell.spi.TokenCache;

/** The cache of one instance, and what has to be closed with it. */
record CacheChoice(TokenCache cache, Runnable closing) implements AutoCloseable {

    enum Kind {
        NEAR,
        PLAIN
    }

    static CacheChoice of(Kind kind, RedisClient client, String uri, RedisStores stores) {
        return new CacheChoice(stores.tokenCache(), () -> {});
    }

    @Override
    public void close() {
        closing.run();
    }
}
