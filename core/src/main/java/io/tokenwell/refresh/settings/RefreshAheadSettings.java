package io.tokenwell.refresh.settings;

import io.tokenwell.Account;
import io.tokenwell.spi.SettingChecks;
import java.time.Duration;
import java.util.Set;

/**
 * How a {@code RefreshAhead} works. Immutable and safe for use by any thread.
 *
 * <p>Use {@link #builder()} and {@link #toBuilder()}: components may be added, so the canonical constructor is not part
 * of the public API.
 *
 * @param window tokens that end within this time are refreshed; must be above the refresh skew of the provider
 * @param pause about how long one instance rests between two looks at the table, per platform; at most a quarter of the
 *     time by which the window is longer than the refresh skew
 * @param pageSize how many accounts are read at once
 * @param maxRefreshes how many accounts of one platform one instance refreshes ahead at the same time; callers'
 *     refreshes come on top, and {@link Platform#maxRefreshes()} limits both together
 * @param statuses states of the accounts that are refreshed: {@link Account#ACTIVE}, and others that will return into
 *     use
 * @param overdue tokens that ended longer ago than this are left to the callers that ask for them
 * @since 0.1
 */
public record RefreshAheadSettings(
        Duration window, Duration pause, int pageSize, int maxRefreshes, Set<String> statuses, Duration overdue) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is out of range, naming the setting
     */
    public RefreshAheadSettings {
        SettingChecks.requirePositive("window", window);
        SettingChecks.requirePositive("pause", pause);
        if (overdue.isNegative()) {
            throw new IllegalArgumentException("overdue must not be negative, but is " + overdue);
        }
        if (pageSize < 1) {
            throw new IllegalArgumentException("pageSize must be at least 1, but is " + pageSize);
        }
        if (maxRefreshes < 1) {
            throw new IllegalArgumentException("maxRefreshes must be at least 1, but is " + maxRefreshes);
        }
        statuses = Set.copyOf(statuses);
    }

    /**
     * Returns the defaults, for tokens that live for an hour or longer.
     *
     * @return 15 min before the end, a look every 30 s, pages of 200, 8 at once, active accounts, up to a day overdue
     */
    public static RefreshAheadSettings defaults() {
        return builder().build();
    }

    /**
     * Starts with the defaults.
     *
     * @return a new builder
     */
    public static RefreshAheadSettingsBuilder builder() {
        return new RefreshAheadSettingsBuilder();
    }

    /**
     * Starts with these settings.
     *
     * @return a new builder
     */
    public RefreshAheadSettingsBuilder toBuilder() {
        return new RefreshAheadSettingsBuilder()
                .window(window)
                .pause(pause)
                .pageSize(pageSize)
                .maxRefreshes(maxRefreshes)
                .statuses(statuses)
                .overdue(overdue);
    }
}
