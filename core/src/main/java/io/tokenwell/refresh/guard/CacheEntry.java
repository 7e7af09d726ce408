package io.tokenwell.refresh.guard;

import io.tokenwell.Account;
import io.tokenwell.Secret;
import io.tokenwell.refresh.model.Freshness;
import io.tokenwell.spi.CachedToken;
import java.time.Duration;

/** A token that is put into the cache, and for how long. */
record CacheEntry(CachedToken token, Duration timeToLive) {

    private static final Secret BLANK = Secret.of(" ");

    /** How long a fence stays: longer than a refresh that is under way can take. */
    private static final Duration FENCE = Duration.ofMinutes(5);

    /** Returns an entry that every reader takes for a miss, and that keeps older tokens out. */
    static CacheEntry fence(long version) {
        return new CacheEntry(new CachedToken(BLANK, version, null), FENCE);
    }

    /** Returns an entry with the row's token; a fence if the cache is not to serve that token. */
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
