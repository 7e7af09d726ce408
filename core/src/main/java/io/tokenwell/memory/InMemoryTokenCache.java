package io.tokenwell.memory;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.TokenCache;
import java.time.Clock;
import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * Access tokens in this process only. Expired entries go when they are met, and in bulk now and then. Safe for use by
 * any thread.
 */
public final class InMemoryTokenCache implements TokenCache {

    private final ExpiringEntries<CachedToken> tokens;

    /**
     * An empty cache.
     *
     * @param clock tells when entries are over
     */
    public InMemoryTokenCache(Clock clock) {
        tokens = new ExpiringEntries<>(clock);
    }

    @Override
    public Mono<CachedToken> get(AccountKey key) {
        return Mono.defer(() -> Mono.justOrEmpty(tokens.find(key)));
    }

    @Override
    public Mono<Boolean> put(AccountKey key, CachedToken token, Duration timeToLive) {
        return Mono.fromSupplier(
                () -> tokens.putIf(key, token, timeToLive, found -> found.version() <= token.version()));
    }

    @Override
    public Mono<Void> evict(AccountKey key) {
        return Mono.fromRunnable(() -> tokens.removeIf(key, any -> true));
    }
}
