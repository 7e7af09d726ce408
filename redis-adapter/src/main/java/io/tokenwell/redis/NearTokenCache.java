package io.tokenwell.redis;

import io.tokenwell.spi.AccountChange;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.TokenCache;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * The cache in Redis with a small one before it in this process. Redis announces every change by any instance, which takes
 * the entry out here within milliseconds and ends the waits for it. While announcements do not come, this process keeps
 * nothing and every read goes to Redis. Reads must go to masters: what a replica answers may be older than what was announced.
 * Made by {@link RedisStores}; safe for use by any thread.
 *
 * @since 0.1
 */
public final class NearTokenCache implements TokenCache {

    private static final Logger log = LoggerFactory.getLogger(NearTokenCache.class);

    /** Changes of several masters are told one after the other; a listener that holds so many up misses some. */
    private static final int MOST_UNTOLD = 10_000;

    private final RedisTokenCache redis;
    private final NearEntries entries;
    private final Sinks.Many<AccountChange> changes = Sinks.many().multicast().directBestEffort();
    private final Flux<AccountChange> announced = changes.asFlux();
    private final Drain telling = new Drain(failure ->
            log.warn("A change was not told: error={}", Trouble.of(failure).text()));

    NearTokenCache(RedisTokenCache redis, NearEntries entries) {
        this.redis = redis;
        this.entries = entries;
    }

    @Override
    public @Nullable CachedToken peek(AccountKey key) {
        return entries.find(key);
    }

    @Override
    public Mono<CachedToken> get(AccountKey key) {
        return Mono.defer(() -> {
            CachedToken near = entries.find(key);
            return near == null ? read(key) : Mono.just(near);
        });
    }

    /** The life of an entry in Redis ends before the token's, so that a refresh has time: it is asked for as well. */
    private Mono<CachedToken> read(AccountKey key) {
        if (!entries.mayKeep()) {
            return redis.get(key);
        }
        NearEntries.Look look = entries.look(key);
        return Mono.zip(redis.get(key), redis.lifeLeft(key), (token, life) -> entries.read(key, token, life, look));
    }

    @Override
    public Mono<Boolean> put(AccountKey key, CachedToken token, Duration timeToLive) {
        return entries.forgetting(key, redis.put(key, token, timeToLive));
    }

    @Override
    public Mono<Void> evict(AccountKey key) {
        return entries.forgetting(key, redis.evict(key));
    }

    @Override
    public Flux<AccountChange> changes() {
        return announced;
    }

    /**
     * Whether Redis announces changes to this process at the moment, so that tokens are kept here.
     *
     * @return false as long as every read goes to Redis
     */
    public boolean isTracking() {
        return entries.isTracked();
    }

    /**
     * How many tokens are kept here.
     *
     * @return about that many
     */
    public long size() {
        return entries.size();
    }

    TrackingListener listener(String keyPrefix) {
        return new Listener(keyPrefix);
    }

    private final class Listener implements TrackingListener {

        private final String keyPrefix;

        Listener(String keyPrefix) {
            this.keyPrefix = keyPrefix;
        }

        @Override
        public Moment now() {
            return entries.now();
        }

        @Override
        public void alive(Moment asOf) {
            entries.alive(asOf);
        }

        @Override
        public void tracked() {
            entries.tracked();
        }

        @Override
        public void lost() {
            entries.lost();
            Schedulers.parallel().schedule(entries::clear);
        }

        @Override
        public void changed(String redisKey) {
            AccountChange change = AccountKeys.changeOf(keyPrefix, redisKey);
            if (change != null) {
                told(change);
            }
        }

        @Override
        public void allChanged() {
            entries.outdated();
        }
    }

    /** Never throws: the other keys of an announcement must be forgotten too. */
    private void told(AccountChange change) {
        if (change.kind() == AccountChange.Kind.TOKEN) {
            entries.forget(change.key());
        }
        if (telling.left() < MOST_UNTOLD) {
            telling.run(() -> changes.tryEmitNext(change));
        }
    }
}
