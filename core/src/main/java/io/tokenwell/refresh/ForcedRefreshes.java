package io.tokenwell.refresh;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How often in a row an account's token was replaced only because an upstream had rejected it. The row tells it, so all
 * instances know, and the next process does. From the second on each further one has to wait, longer each time: an upstream
 * that refuses every token must not cost a redemption per request.
 */
final class ForcedRefreshes {

    static final String COUNT = "_forced_refreshes";
    static final String AT = "_forced_refresh_at";

    /** The version that was written with the count: whoever else replaces the tokens, a login above all, ends it. */
    static final String VERSION = "_forced_refresh_version";

    private static final List<String> KEYS = List.of(COUNT, AT, VERSION);
    private static final int AT_ONCE = 2;
    private static final int MOST = 20;
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final Freshness freshness;
    private final Clock clock;
    private final Duration firstPause;
    private final Duration longestPause;

    ForcedRefreshes(Freshness freshness, Clock clock, Duration firstPause) {
        this.freshness = freshness;
        this.clock = clock;
        this.firstPause = firstPause;
        this.longestPause = firstPause.compareTo(LONGEST_PAUSE) > 0 ? firstPause : LONGEST_PAUSE;
    }

    /** Whether the rejection is the only reason to replace the row's token. */
    boolean forcedBy(Call call, Account row) {
        return call.rejects(row) && !freshness.dueByExpiry(row.credentials());
    }

    /** How long the call has to wait with a forced refresh of this row; zero if it need not. */
    Duration pause(Call call, Account row) {
        return forcedBy(call, row) ? pause(row.credentials()) : Duration.ZERO;
    }

    long inARow(Credentials row) {
        boolean ours = number(row, VERSION) == row.tokenVersion();
        // Beyond that it is another story; a time so far ahead was told by a clock that is wrong.
        boolean recent = sinceLast(row).abs().compareTo(longestPause.multipliedBy(2)) <= 0;
        return ours && recent ? Math.max(0, Math.min(number(row, COUNT), MOST)) : 0;
    }

    /** The redeemed document, telling of this refresh what the next one has to know. */
    Credentials noted(Credentials read, Credentials redeemed, boolean forced) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>(redeemed.asMap());
        values.keySet().removeAll(KEYS);
        if (forced) {
            values.put(COUNT, inARow(read) + 1);
            values.put(AT, clock.millis());
            values.put(VERSION, redeemed.tokenVersion());
        } else if (!pause(read).isZero()) {
            // A refresh that was due anyway says nothing about the upstream.
            values.put(COUNT, inARow(read));
            values.put(AT, number(read, AT));
            values.put(VERSION, redeemed.tokenVersion());
        }
        return Credentials.of(values);
    }

    private Duration pause(Credentials row) {
        long count = inARow(row);
        if (count < AT_ONCE) {
            return Duration.ZERO;
        }
        Duration doubled = firstPause.multipliedBy(1L << (count - AT_ONCE));
        Duration length = doubled.compareTo(longestPause) > 0 ? longestPause : doubled;
        Duration left = length.minus(sinceLast(row));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private Duration sinceLast(Credentials row) {
        return Duration.between(Instant.ofEpochMilli(number(row, AT)), clock.instant());
    }

    /** 0 for whatever else somebody has put there. */
    private static long number(Credentials row, String key) {
        try {
            return row.text(key).map(Long::parseLong).orElse(0L);
        } catch (NumberFormatException notOurs) {
            return 0;
        }
    }
}
