package io.tokenwell.example.peers.original;

import java.time.Duration;

/**
 * The original's numbers, except those of its polls, which are the same everywhere. Immutable and safe for use by any
 * thread.
 *
 * @param refreshSkew {@code openAITokenRefreshSkew}: a token that lives no longer is due
 * @param cacheSkew {@code openAITokenCacheSkew}: an entry ends so long before its token
 * @param lockTtl how long the lock lives, unless it is freed
 * @param shortTtl of an entry after a failed refresh, and for a token whose life is over
 * @param unknownTtl of an entry where no expiry is known
 * @param endpointTimeout of the OAuth client's whole request
 * @param redisTimeout the Redis client's, for whoever connects it
 */
public record OriginalSettings(
        Duration refreshSkew,
        Duration cacheSkew,
        Duration lockTtl,
        Duration shortTtl,
        Duration unknownTtl,
        Duration endpointTimeout,
        Duration redisTimeout) {

    /**
     * What the original runs with.
     *
     * @return its own numbers
     */
    public static OriginalSettings production() {
        return new OriginalSettings(
                Duration.ofMinutes(3),
                Duration.ofMinutes(5),
                Duration.ofSeconds(30),
                Duration.ofMinutes(1),
                Duration.ofMinutes(30),
                Duration.ofMinutes(1),
                Duration.ofSeconds(3));
    }
}
