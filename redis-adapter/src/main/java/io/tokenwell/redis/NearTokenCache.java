package io.tokenwell.redis;

import io.tokenwell.spi.AccountChange;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.TokenCache;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * The cache in Redis, with a small cache in front of it in this process. Redis announces every change by any instance,
 * which removes the entry here within milliseconds and ends the waits for it. While no announcements arrive, this
 * process keeps nothing and every read goes to Redis. Reads must go to masters, as the answer of a replica may be older
 * than an announcement. Created by {@link RedisStores}; closed by the provider that it is given to, and shared with no
 * other one. Safe for use by any thread.
 *
 * @since 0.1
 */
public final class NearTokenCache implements TokenCache, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(NearTokenCache.class);

    /**
     * Limit of queued changes. Changes of several masters are emitted one after the other, and a subscriber that is too
     * slow misses some.
     */
    private static final int MOST_UNTOLD = 10_000;

    private final RedisTokenCache redis;
    private final NearEntries entries;
    private final Sinks.Many<AccountChange> changes = Sinks.many().multicast().directBestEffort();
    private final Flux<AccountChange> announced = changes.asFlux();
    private final Disposable.Swap listening = Disposables.swap();
    private final Drain telling = new Drain(failure -> log.warn(
            "Change not announced, calls wait longer: error={}",
            Trouble.of(failure).text()));

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

    /**
     * Reads the token and its time to live, as an entry in Redis ends before its token expires, so that there is time
     * for a refresh.
     */
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
     * Reports whether Redis announces changes to this process now, so that tokens are kept here.
     *
     * @return false while every read goes to Redis
     */
    public boolean isTracking() {
        return entries.isTracked();
    }

    /**
     * Returns the number of tokens that are kept here.
     *
     * @return the approximate number
     */
    public long size() {
        return entries.size();
    }

    /** Sets what ends with this cache. */
    void listening(Disposable announcements) {
        listening.update(announcements);
    }

    /**
     * Ends the announcements and their connections. Does not wait. Nothing is kept here from then on, and every read
     * goes to Redis. A provider closes its own cache.
     */
    @Override
    public void close() {
        listening.dispose();
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

    /**
     * Removes the entry and emits the change. Never throws, as the other keys of the announcement must be removed too.
     */
    private void told(AccountChange change) {
        if (change.kind() == AccountChange.Kind.TOKEN) {
            entries.forget(change.key());
        }
        if (telling.left() < MOST_UNTOLD) {
            telling.run(() -> changes.tryEmitNext(change));
        }
    }
}
