package io.tokenwell.tck;

import static io.tokenwell.tck.Signals.cancelled;
import static io.tokenwell.tck.Signals.completes;
import static io.tokenwell.tck.Signals.emitted;
import static io.tokenwell.tck.Signals.isEmpty;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Secret;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.TokenCache;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** The part of {@link TokenCacheContract} about subscriptions, cancellation and races; and its hooks. */
public interface TokenCacheSignalsContract extends KeyHooks {

    Duration TTL = Duration.ofSeconds(60);

    /** The cache under test; the same store whenever it is asked for within a test. */
    TokenCache cache();

    /** Ages the account's entry by this time: move a clock, or shorten the life that the store has noted down. */
    void letTimePass(AccountKey key, Duration time);

    static CachedToken token(long version) {
        return new CachedToken(Secret.of("token-" + version), version, Instant.parse("2026-01-01T01:00:00.123Z"));
    }

    default boolean put(AccountKey key, CachedToken token) {
        return emitted(cache().put(key, token, TTL));
    }

    default CachedToken found(AccountKey key) {
        return emitted(cache().get(key));
    }

    @Test
    default void nothingIsWrittenBeforeSubscription() {
        AccountKey key = freshKey();
        Mono<Boolean> put = cache().put(key, token(1), TTL);
        isEmpty(cache().get(key));
        assertThat(emitted(put)).isTrue();
    }

    @Test
    default void nothingIsEvictedBeforeSubscription() {
        AccountKey key = freshKey();
        put(key, token(1));
        Mono<Void> evict = cache().evict(key);
        assertThat(found(key)).isEqualTo(token(1));
        completes(evict);
    }

    @Test
    default void eachReadAsksAnew() {
        AccountKey key = freshKey();
        Mono<CachedToken> get = cache().get(key);
        isEmpty(get);
        put(key, token(1));
        assertThat(emitted(get)).isEqualTo(token(1));
        put(key, token(2));
        assertThat(emitted(get)).isEqualTo(token(2));
    }

    @Test
    default void eachWriteAndEvictionIsAnAttemptOfItsOwn() {
        AccountKey key = freshKey();
        Mono<Boolean> put = cache().put(key, token(1), TTL);
        Mono<Void> evict = cache().evict(key);
        for (int round = 1; round <= 2; round++) {
            assertThat(emitted(put)).isTrue();
            assertThat(found(key)).isEqualTo(token(1));
            completes(evict);
            isEmpty(cache().get(key));
        }
        put(key, token(2));
        assertThat(emitted(put)).isFalse();
    }

    @Test
    default void aLifeBeginsAtSubscription() {
        AccountKey key = freshKey();
        Mono<Boolean> put = cache().put(key, token(1), TTL);
        letTimePass(key, TTL.multipliedBy(2));
        emitted(put);
        letTimePass(key, TTL.dividedBy(2));
        assertThat(found(key)).isEqualTo(token(1));
    }

    @Test
    default void cancellingLeavesTheCacheUsable() {
        AccountKey key = freshKey();
        for (int round = 1; round <= 50; round++) {
            cancelled(cache().put(key, token(round), TTL));
            cancelled(cache().get(key));
            cancelled(cache().evict(key));
        }
        assertThat(put(key, token(100))).isTrue();
        assertThat(found(key)).isEqualTo(token(100));
    }

    @Test
    default void ofRacingWritesTheNewestStays() {
        for (int round = 1; round <= 20; round++) {
            AccountKey key = freshKey();
            List<Boolean> stored = Racing.workers(number -> put(key, token(number)));
            assertThat(found(key)).isEqualTo(token(Racing.WORKERS - 1));
            assertThat(stored.get(Racing.WORKERS - 1))
                    .as("the newest is never refused")
                    .isTrue();
        }
    }
}
