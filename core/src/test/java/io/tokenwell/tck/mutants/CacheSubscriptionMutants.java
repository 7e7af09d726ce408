package io.tokenwell.tck.mutants;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Caches that store well but misread what a subscription, a cancellation or a race is. */
final class CacheSubscriptionMutants {

    private CacheSubscriptionMutants() {}

    static class PeeksAtTheLastWrite extends CacheUnderTest {

        private final Map<AccountKey, CachedToken> written = new ConcurrentHashMap<>();

        @Override
        Mono<Boolean> put(AccountKey key, CachedToken token, Duration timeToLive) {
            return good.put(key, token, timeToLive).doOnNext(stored -> written.put(key, token));
        }

        @Override
        @Nullable
        CachedToken peek(AccountKey key) {
            return written.get(key);
        }
    }

    static class EagerPut extends CacheUnderTest {
        @Override
        Mono<Boolean> put(AccountKey key, CachedToken token, Duration timeToLive) {
            return Mono.justOrEmpty(good.put(key, token, timeToLive).blockOptional());
        }
    }

    static class EagerEvict extends CacheUnderTest {
        @Override
        Mono<Void> evict(AccountKey key) {
            good.evict(key).block();
            return Mono.empty();
        }
    }

    static class CachedRead extends CacheUnderTest {
        @Override
        Mono<CachedToken> get(AccountKey key) {
            return good.get(key).cache();
        }
    }

    static class CachedWrite extends CacheUnderTest {
        @Override
        Mono<Boolean> put(AccountKey key, CachedToken token, Duration timeToLive) {
            return good.put(key, token, timeToLive).cache();
        }
    }

    static class FrozenDeadline extends CacheUnderTest {
        @Override
        Mono<Boolean> put(AccountKey key, CachedToken token, Duration timeToLive) {
            Instant deadline = clock.instant().plus(timeToLive);
            return Mono.defer(() -> good.put(key, token, Duration.between(clock.instant(), deadline)));
        }
    }

    static class CheckThenPut extends CacheUnderTest {
        @Override
        Mono<Boolean> put(AccountKey key, CachedToken token, Duration timeToLive) {
            return good.get(key)
                    .map(CachedToken::version)
                    .defaultIfEmpty(Long.MIN_VALUE)
                    .flatMap(found -> {
                        Gap.open();
                        return found > token.version()
                                ? Mono.just(false)
                                : good.evict(key).then(good.put(key, token, timeToLive));
                    });
        }
    }

    static class WedgedByCancel extends CacheUnderTest {
        private volatile boolean wedged;

        @Override
        Mono<Boolean> put(AccountKey key, CachedToken token, Duration timeToLive) {
            return Mono.defer(() ->
                            wedged ? Mono.error(new IllegalStateException("closed")) : good.put(key, token, timeToLive))
                    .delayElement(Duration.ofMillis(5))
                    .doOnCancel(() -> wedged = true);
        }
    }
}
