package io.tokenwell.simulation;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.TokenCache;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** An instance's way to the cache in Redis. */
record RedisCache(Instance instance, Link link, SimulatedRedis redis) implements TokenCache {

    /** An entry, and how long Redis will keep it. */
    record Found(CachedToken token, Duration life) {}

    @Override
    public Mono<CachedToken> get(AccountKey key) {
        return link.asked(instance, Step.CACHE_GET, Long.parseLong(key.accountId()), () -> redis.token(key));
    }

    Mono<Found> withLife(AccountKey key) {
        return link.asked(instance, Step.CACHE_GET, Long.parseLong(key.accountId()), () -> {
            CachedToken token = redis.token(key);
            return token == null ? null : new Found(token, redis.lifeLeft(key));
        });
    }

    @Override
    public Mono<Boolean> put(AccountKey key, CachedToken token, Duration timeToLive) {
        return link.asked(
                instance, Step.CACHE_PUT, Long.parseLong(key.accountId()), () -> redis.put(key, token, timeToLive));
    }

    @Override
    public Mono<Void> evict(AccountKey key) {
        return link.asked(instance, Step.CACHE_EVICT, Long.parseLong(key.accountId()), () -> redis.evict(key));
    }
}
