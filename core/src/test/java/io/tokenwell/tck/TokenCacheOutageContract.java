package io.tokenwell.tck;

import static io.tokenwell.tck.Signals.failsTyped;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.TokenCache;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a {@link TokenCache} whose store is out of reach does: say so, by a typed error. Never an empty. */
public interface TokenCacheOutageContract extends KeyHooks {

    /** A cache that cannot reach its store. */
    TokenCache unreachableCache();

    @Test
    default void readingWithoutStoreIsATypedError() {
        AccountKey key = freshKey();
        failsTyped(unreachableCache().get(key), key);
    }

    @Test
    default void writingWithoutStoreIsATypedError() {
        AccountKey key = freshKey();
        failsTyped(unreachableCache().put(key, TokenCacheSignalsContract.token(1), Duration.ofSeconds(60)), key);
    }

    @Test
    default void evictingWithoutStoreIsATypedError() {
        AccountKey key = freshKey();
        failsTyped(unreachableCache().evict(key), key);
    }
}
