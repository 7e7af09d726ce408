package io.tokenwell.redis;

import java.time.Duration;

/**
 * Makes {@link NearCacheSettings}, starting from the defaults. Not for use by several threads.
 *
 * @since 0.1
 */
public final class NearCacheSettingsBuilder {

    private int maximumEntries = 100_000;
    private Duration maximumStaleness = Duration.ofSeconds(30);
    private Duration heartbeat = Duration.ofSeconds(1);

    NearCacheSettingsBuilder() {}

    /**
     * Sets how many tokens are kept in this process at most. Default: 100,000.
     *
     * @param maximumEntries the number; 0 keeps none, and still ends waits by push
     * @return this builder
     */
    public NearCacheSettingsBuilder maximumEntries(int maximumEntries) {
        this.maximumEntries = maximumEntries;
        return this;
    }

    /**
     * Sets the longest life of an entry in this process. Default: 30 s.
     *
     * @param maximumStaleness the life; at least 1 ms
     * @return this builder
     */
    public NearCacheSettingsBuilder maximumStaleness(Duration maximumStaleness) {
        this.maximumStaleness = maximumStaleness;
        return this;
    }

    /**
     * Sets how often Redis is asked for a sign of life, and how long it may take. Default: 1 s.
     *
     * @param heartbeat the time between two questions; at least 1 ms
     * @return this builder
     */
    public NearCacheSettingsBuilder heartbeat(Duration heartbeat) {
        this.heartbeat = heartbeat;
        return this;
    }

    /**
     * Builds the settings.
     *
     * @return the settings
     * @throws IllegalArgumentException if a value cannot work, naming the setting
     */
    public NearCacheSettings build() {
        return new NearCacheSettings(maximumEntries, maximumStaleness, heartbeat);
    }
}
