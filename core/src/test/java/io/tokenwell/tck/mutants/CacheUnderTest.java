package io.tokenwell.tck.mutants;

import io.tokenwell.TokenStorageException;
import io.tokenwell.memory.InMemoryTokenCache;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.TokenCache;
import io.tokenwell.tck.ManualClock;
import io.tokenwell.tck.TokenCacheContract;
import io.tokenwell.tck.TokenCacheOutageContract;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A good cache under the contract; a mutant overrides one method. */
abstract class CacheUnderTest implements TokenCacheContract, TokenCacheOutageContract {

    final ManualClock clock = new ManualClock();
    final TokenCache good = new InMemoryTokenCache(clock);

    @Override
    public TokenCache cache() {
        return new Delegating(this);
    }

    @Override
    public TokenCache unreachableCache() {
        return new Unreachable(this);
    }

    @Override
    public void letTimePass(AccountKey key, Duration time) {
        clock.advance(time);
    }

    @Nullable
    CachedToken peek(AccountKey key) {
        return good.peek(key);
    }

    Mono<CachedToken> get(AccountKey key) {
        return good.get(key);
    }

    Mono<Boolean> put(AccountKey key, CachedToken token, Duration timeToLive) {
        return good.put(key, token, timeToLive);
    }

    Mono<Void> evict(AccountKey key) {
        return good.evict(key);
    }

    <T> Mono<T> outage(AccountKey key) {
        return Mono.error(new TokenStorageException(key.accountId(), "memory", "test", null));
    }

    private record Delegating(CacheUnderTest target) implements TokenCache {

        @Override
        public @Nullable CachedToken peek(AccountKey key) {
            return target.peek(key);
        }

        @Override
        public Mono<CachedToken> get(AccountKey key) {
            return target.get(key);
        }

        @Override
        public Mono<Boolean> put(AccountKey key, CachedToken token, Duration timeToLive) {
            return target.put(key, token, timeToLive);
        }

        @Override
        public Mono<Void> evict(AccountKey key) {
            return target.evict(key);
        }
    }

    private record Unreachable(CacheUnderTest target) implements TokenCache {

        @Override
        public Mono<CachedToken> get(AccountKey key) {
            return target.outage(key);
        }

        @Override
        public Mono<Boolean> put(AccountKey key, CachedToken token, Duration timeToLive) {
            return target.outage(key);
        }

        @Override
        public Mono<Void> evict(AccountKey key) {
            return target.outage(key);
        }
    }
}
