package io.tokenwell.parity;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.RuntimeMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What our provider did with a vector.
 *
 * @param token what the caller got, or null
 * @param error what the caller got instead, or null; both null for a cancelled caller
 * @param written credentials of the last stored update, or null
 * @param redeemed refresh tokens sent to the endpoint
 * @param cacheWrite last attempt to write the cache, or null
 * @param counters counters at the caller's end
 * @param lockLeft whether the lock stayed behind
 * @param lastRow the last row that was read, or null
 * @param claimed the row that came with the claim, or null if none was granted
 * @param cachedAt when the cache was last written, else when this was observed
 * @param redemptions how many refresh tokens were sent until all work was over
 * @param expiryWarnings how often an expiry was said not to be understood
 * @param rotationKept whether the endpoint's last answer is in repository or escrow
 */
record Observed(
        @Nullable String token,
        @Nullable Throwable error,
        @Nullable Credentials written,
        List<String> redeemed,
        @Nullable CacheWrite cacheWrite,
        RuntimeMetrics counters,
        boolean lockLeft,
        @Nullable Account lastRow,
        @Nullable Account claimed,
        Instant cachedAt,
        int redemptions,
        int expiryWarnings,
        boolean rotationKept) {

    record CacheWrite(String token, Duration timeToLive) {}

    boolean cancelled() {
        return token == null && error == null;
    }

    /** What the caller saw, with what held once all work was over. */
    Observed withEnd(Observed end) {
        return new Observed(
                token,
                error,
                written,
                redeemed,
                cacheWrite,
                counters,
                end.lockLeft,
                lastRow == null ? end.lastRow : lastRow,
                end.claimed,
                cachedAt,
                end.redemptions,
                end.expiryWarnings,
                end.rotationKept);
    }
}
