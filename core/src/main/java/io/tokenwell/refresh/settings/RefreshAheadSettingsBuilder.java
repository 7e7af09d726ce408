package io.tokenwell.refresh.settings;

import io.tokenwell.Account;
import java.time.Duration;
import java.util.Set;

/**
 * Makes {@link RefreshAheadSettings}, starting from the defaults. Not for use by several threads.
 *
 * @since 0.1
 */
public final class RefreshAheadSettingsBuilder {

    private Duration window = Duration.ofMinutes(15);
    private Duration pause = Duration.ofSeconds(30);
    private int pageSize = 200;
    private int maxRefreshes = 8;
    private Set<String> statuses = Set.of(Account.ACTIVE);
    private Duration overdue = Duration.ofDays(1);

    RefreshAheadSettingsBuilder() {}

    /**
     * Sets how long before its end a token is refreshed. Default: 15 min.
     *
     * @param window the time; above the refresh skew of the provider
     * @return this builder
     */
    public RefreshAheadSettingsBuilder window(Duration window) {
        this.window = window;
        return this;
    }

    /**
     * Sets about how long one instance rests between two looks at the table, per platform. Default: 30 s.
     *
     * @param pause the rest; positive
     * @return this builder
     */
    public RefreshAheadSettingsBuilder pause(Duration pause) {
        this.pause = pause;
        return this;
    }

    /**
     * Sets how many accounts are read at once. Default: 200.
     *
     * @param pageSize the number; at least 1
     * @return this builder
     */
    public RefreshAheadSettingsBuilder pageSize(int pageSize) {
        this.pageSize = pageSize;
        return this;
    }

    /**
     * Sets how many accounts of one platform one instance refreshes ahead at the same time. Default: 8.
     *
     * @param maxRefreshes the number; at least 1
     * @return this builder
     */
    public RefreshAheadSettingsBuilder maxRefreshes(int maxRefreshes) {
        this.maxRefreshes = maxRefreshes;
        return this;
    }

    /**
     * Sets which states of accounts are refreshed. Default: {@link Account#ACTIVE} alone.
     *
     * @param statuses values of {@link Account#status()}, compared exactly
     * @return this builder
     */
    public RefreshAheadSettingsBuilder statuses(Set<String> statuses) {
        this.statuses = statuses;
        return this;
    }

    /**
     * Sets how long ago a token may have ended to be refreshed all the same. Default: 1 day.
     *
     * @param overdue the time; zero leaves ended tokens to their callers
     * @return this builder
     */
    public RefreshAheadSettingsBuilder overdue(Duration overdue) {
        this.overdue = overdue;
        return this;
    }

    /**
     * Builds the settings.
     *
     * @return the settings
     * @throws IllegalArgumentException if a value cannot work, naming the setting
     */
    public RefreshAheadSettings build() {
        return new RefreshAheadSettings(window, pause, pageSize, maxRefreshes, statuses, overdue);
    }
}
