package io.tokenwell.refresh;

import io.tokenwell.Account;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * How a {@link RefreshAhead} goes about it. Immutable and safe for use by any thread.
 *
 * @param window tokens that end within this time are refreshed; above the refresh skew of the provider
 * @param pause about how long one instance rests between two looks at the table, per platform; a quarter of what window is
 *     longer than the refresh skew, at most
 * @param pageSize accounts that are read at once
 * @param maxRefreshes accounts of one platform that one instance refreshes ahead at the same time; callers' refreshes go beside,
 *     and {@link Platform#maxRefreshes()} limits both
 * @param statuses accounts of which states are refreshed: {@link Account#ACTIVE}, and others that will return into
 *     use
 * @param overdue tokens that ended longer ago than this are left to whoever asks for them
 */
public record RefreshAheadSettings(
        Duration window, Duration pause, int pageSize, int maxRefreshes, Set<String> statuses, Duration overdue) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is out of range, naming the setting
     */
    public RefreshAheadSettings {
        Positive.require("window", window);
        Positive.require("pause", pause);
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
     * For tokens that live for an hour or longer.
     *
     * @return 15 min before the end, a look every 30 s, pages of 200, 8 at once, active accounts, up to a day overdue
     */
    public static RefreshAheadSettings defaults() {
        return new RefreshAheadSettings(
                Duration.ofMinutes(15), Duration.ofSeconds(30), 200, 8, Set.of(Account.ACTIVE), Duration.ofDays(1));
    }

    /**
     * These settings with another window.
     *
     * @param ahead how long before its end a token is refreshed
     * @param rest between two looks
     * @return a copy
     */
    public RefreshAheadSettings withWindow(Duration ahead, Duration rest) {
        return new RefreshAheadSettings(ahead, rest, pageSize, maxRefreshes, statuses, overdue);
    }

    /**
     * These settings for accounts of one more state, such as one that is out of use until its quota is renewed.
     *
     * @param status value of {@link Account#status()}, compared exactly
     * @return a copy
     */
    public RefreshAheadSettings including(String status) {
        Set<String> more = new HashSet<>(statuses);
        more.add(status);
        return new RefreshAheadSettings(window, pause, pageSize, maxRefreshes, more, overdue);
    }

    /**
     * These settings with other amounts.
     *
     * @param page accounts that are read at once
     * @param refreshes accounts that are refreshed at once
     * @return a copy
     */
    public RefreshAheadSettings withSizes(int page, int refreshes) {
        return new RefreshAheadSettings(window, pause, page, refreshes, statuses, overdue);
    }

    /** Whether a token is refreshed ahead several looks before its callers would. */
    void fit(Duration refreshSkew) {
        Duration ahead = window.minus(refreshSkew);
        if (pause.multipliedBy(4).compareTo(ahead) > 0) {
            throw new IllegalArgumentException("window (" + window + ") must exceed the refresh skew (" + refreshSkew
                    + ") by four pauses (" + pause + ") at least: callers would come first");
        }
    }
}
