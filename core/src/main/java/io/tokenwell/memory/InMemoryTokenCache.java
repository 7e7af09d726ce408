package io.tokenwell.memory;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.TokenCache;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Access tokens in this process only. Expired entries go when they are met, and in bulk now and then. Safe for use by
 * any thread.
 *
 * @since 0.1
 */
public final class InMemoryTokenCache implements TokenCache {

    private final ExpiringEntries<CachedToken> tokens;
    private final Clock clock;

    /**
     * An empty cache.
     *
     * @param clock tells when entries are over
     */
    public InMemoryTokenCache(Clock clock) {
        this.tokens = new ExpiringEntries<>(clock);
        this.clock = clock;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // the very same entry comes back when there was nothing to strip
    public @Nullable CachedToken peek(AccountKey key) {
        CachedToken found = tokens.peek(key);
        return found != null && isAlive(found) && found.stripped().orElse(null) == found ? found : null;
    }

    private boolean isAlive(CachedToken found) {
        return found.expiresAt() == null || clock.instant().isBefore(found.expiresAt());
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
