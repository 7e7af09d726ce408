package io.tokenwell.refresh.guard;

import io.tokenwell.Account;
import io.tokenwell.Secret;
import io.tokenwell.refresh.model.Freshness;
import io.tokenwell.spi.CachedToken;
import java.time.Duration;

/** What is put into the cache, and for how long. */
record CacheEntry(CachedToken token, Duration timeToLive) {

    private static final Secret BLANK = Secret.of(" ");

    /** Longer than a refresh can take that is under way. */
    private static final Duration FENCE = Duration.ofMinutes(5);

    /** A miss to all who read it; keeps what is older out. */
    static CacheEntry fence(long version) {
        return new CacheEntry(new CachedToken(BLANK, version, null), FENCE);
    }

    /** The row's token; a fence if that is not to be served from the cache. */
    static CacheEntry of(Account row, Freshness freshness) {
        CacheEntry fence = fence(row.credentials().tokenVersion());
        if (!inUse(row) || freshness.due(row.credentials())) {
            return fence;
        }
        return CachedToken.of(row)
                .flatMap(token -> freshness
                        .timeToLive(row.credentials(), false)
                        .map(timeToLive -> new CacheEntry(token, timeToLive)))
                .orElse(fence);
    }

    static boolean inUse(Account row) {
        return row.status().equals(Account.ACTIVE);
    }
}
