package io.tokenwell.refresh.model;

import io.tokenwell.Credentials;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts how many refreshes in a row rejections of one kind have cost an account, as its row tells it, and how long the
 * next one has to wait for that. From the third on each waits, longer each time up to a limit.
 */
final class Tally {

    private static final int AT_ONCE = 2;
    private static final int MOST = 20;

    private final String count;
    private final String at;

    /**
     * The version that was written with the count: any other writer of the tokens, a login above all, ends the count.
     */
    private final String version;

    private final Clock clock;
    private final Duration firstPause;
    private final Duration longestPause;
    private final Duration remembered;

    /**
     * Creates the tally. {@code suffix} tells its keys in the row from those of the other kinds. {@code remembered}
     * limits how far away the last refresh may be: one that is longer ago does not count, nor does one in the future,
     * which a wrong clock has written.
     */
    Tally(String suffix, Clock clock, Duration firstPause, Duration longestPause, Duration remembered) {
        this.count = ForcedRefreshes.COUNT + suffix;
        this.at = ForcedRefreshes.AT + suffix;
        this.version = ForcedRefreshes.VERSION + suffix;
        this.clock = clock;
        this.firstPause = firstPause;
        this.longestPause = longestPause;
        this.remembered = remembered;
    }

    List<String> keys() {
        return List.of(count, at, version);
    }

    /** Returns how long the next refresh of this kind has to wait; zero if it need not. */
    Duration pause(Credentials row) {
        long refreshes = inARow(row);
        if (refreshes < AT_ONCE) {
            return Duration.ZERO;
        }
        Duration doubled = firstPause.multipliedBy(1L << (refreshes - AT_ONCE));
        Duration length = doubled.compareTo(longestPause) > 0 ? longestPause : doubled;
        Duration left = length.minus(sinceLast(row));
        return left.isNegative() ? Duration.ZERO : left;
    }

    boolean counts(Credentials row) {
        return inARow(row) > 0;
    }

    /** Writes the count with one more refresh, now. */
    void addTo(Map<String, @Nullable Object> values, Credentials read, long newVersion) {
        values.put(count, inARow(read) + 1);
        values.put(at, clock.millis());
        values.put(version, newVersion);
    }

    /** Writes the count as it was before. */
    void copyTo(Map<String, @Nullable Object> values, Credentials read, long newVersion) {
        values.put(count, inARow(read));
        values.put(at, number(read, at));
        values.put(version, newVersion);
    }

    private long inARow(Credentials row) {
        boolean ours = number(row, version) == row.tokenVersion();
        boolean recent = sinceLast(row).abs().compareTo(remembered) <= 0;
        return ours && recent ? Math.max(0, Math.min(number(row, count), MOST)) : 0;
    }

    private Duration sinceLast(Credentials row) {
        return Duration.between(Instant.ofEpochMilli(number(row, at)), clock.instant());
    }

    /** Returns the number, or 0 for anything else that another writer has put there. */
    private static long number(Credentials row, String key) {
        try {
            return row.text(key).map(Long::parseLong).orElse(0L);
        } catch (NumberFormatException notOurs) {
            return 0;
        }
    }
}
