package io.tokenwell.example.lab.worker.tokenwell;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.TokenCache;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** A cache in which the last write stays, however old its token. */
record LastWriteCache(TokenCache real) implements TokenCache {

    @Override
    public Mono<CachedToken> get(AccountKey key) {
        return real.get(key);
    }

    /** Both commands leave at once: a write that waits for the eviction's answer would not be late, but never sent. */
    @Override
    public Mono<Boolean> put(AccountKey key, CachedToken token, Duration timeToLive) {
        return Mono.zip(real.evict(key).thenReturn(true), real.put(key, token, timeToLive), (gone, put) -> put);
    }

    @Override
    public Mono<Void> evict(AccountKey key) {
        return real.evict(key);
    }
}
