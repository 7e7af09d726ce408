package io.tokenwell.redis;

import io.tokenwell.spi.SettingChecks;
import java.time.Duration;

/**
 * Settings of the near cache. Immutable and safe for use by any thread.
 *
 * <p>Use {@link #builder()} and {@link #toBuilder()}: components may be added, so the canonical constructor is not part of
 * the public API.
 *
 * @param maximumEntries most tokens kept in this process; the least used ones go first. 0 keeps none, and still ends waits
 *     by push
 * @param maximumStaleness longest life of an entry in this process, whatever else happens: how long a replaced token may be
 *     handed out when Redis can neither tell of it nor be noticed to be silent
 * @param heartbeat how often Redis is asked for a sign of life on the connection that brings its announcements, and how long
 *     it may take: a connection that is stalled is noticed within twice this time
 * @since 0.1
 */
public record NearCacheSettings(int maximumEntries, Duration maximumStaleness, Duration heartbeat) {

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if the number of entries is negative, or a time is below a millisecond
     */
    public NearCacheSettings {
        if (maximumEntries < 0) {
            throw new IllegalArgumentException("maximumEntries must not be negative: " + maximumEntries);
        }
        SettingChecks.requireMillisecond("maximumStaleness", maximumStaleness);
        SettingChecks.requireMillisecond("heartbeat", heartbeat);
    }

    /**
     * Returns the defaults, which suit most gateways.
     *
     * @return 100,000 entries, 30 s, heartbeat 1 s
     */
    public static NearCacheSettings defaults() {
        return builder().build();
    }

    /**
     * Starts with the defaults.
     *
     * @return a new builder
     */
    public static NearCacheSettingsBuilder builder() {
        return new NearCacheSettingsBuilder();
    }

    /**
     * Starts with these settings.
     *
     * @return a new builder
     */
    public NearCacheSettingsBuilder toBuilder() {
        return new NearCacheSettingsBuilder()
                .maximumEntries(maximumEntries)
                .maximumStaleness(maximumStaleness)
                .heartbeat(heartbeat);
    }
}
