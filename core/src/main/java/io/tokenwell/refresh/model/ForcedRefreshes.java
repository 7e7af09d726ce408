package io.tokenwell.refresh.model;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.Rejection;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts how often in a row an account's token was replaced only because an upstream had rejected it. Each kind of
 * rejection has its own count, so that one kind does not use up what the others may. The row holds the counts, so all
 * instances know them, and the next process does. An upstream that refuses every token must not cost one redemption per
 * request, whatever reasons it gives.
 */
public final class ForcedRefreshes {

    public static final String COUNT = "_forced_refreshes";
    public static final String AT = "_forced_refresh_at";
    public static final String VERSION = "_forced_refresh_version";

    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    /**
     * The pause after tokens that were accepted before. Each of these rejections is of a token that was accepted since
     * the last one, so the upstream works: longer pauses would only hurt.
     */
    private static final Duration PAUSE_OF_ACCEPTED = Duration.ofSeconds(30);

    private final Freshness freshness;
    private final Tally unexplained;
    private final Tally blamed;
    private final Tally accepted;
    private final List<Tally> all;

    public ForcedRefreshes(Freshness freshness, Clock clock, Duration firstPause) {
        this.freshness = freshness;
        Duration longest = firstPause.compareTo(LONGEST_PAUSE) > 0 ? firstPause : LONGEST_PAUSE;
        Duration remembered = longest.multipliedBy(2);
        Duration brief = firstPause.compareTo(PAUSE_OF_ACCEPTED) < 0 ? firstPause : PAUSE_OF_ACCEPTED;
        this.unexplained = new Tally("", clock, firstPause, longest, remembered);
        this.blamed = new Tally("_blamed", clock, firstPause, longest, remembered);
        this.accepted = new Tally("_accepted", clock, brief, brief, remembered);
        this.all = List.of(unexplained, blamed, accepted);
    }

    /**
     * Returns how long a forced refresh of this row has to wait; zero if it need not, or if the refresh would not be
     * forced.
     */
    public Duration pause(Demand demand, Account row) {
        Rejection forcing = demand.forcing(row, freshness);
        return forcing == null
                ? Duration.ZERO
                : charged(forcing, row.credentials()).pause(row.credentials());
    }

    /** Returns the redeemed document with the counts that the next refresh has to know. */
    Credentials noted(Credentials read, Credentials redeemed, @Nullable Rejection forced) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>(redeemed.asMap());
        Tally charged = forced == null ? null : charged(forced, read);
        for (Tally tally : all) {
            tally.keys().forEach(values::remove);
            if (tally == charged) {
                tally.addTo(values, read, redeemed.tokenVersion());
            } else if (stays(tally, read, forced)) {
                tally.copyTo(values, read, redeemed.tokenVersion());
            }
        }
        return Credentials.of(values);
    }

    /**
     * Reports whether a count stays. A refresh that was due anyway says nothing about the upstream, and ends the counts
     * that ask for no pause. A refresh that another kind has forced ends none: else kinds that take turns would never
     * have to wait.
     */
    private static boolean stays(Tally tally, Credentials read, @Nullable Rejection forced) {
        return forced == null ? !tally.pause(read).isZero() : tally.counts(read);
    }

    /**
     * Returns the count that the refresh is charged to: of those that its kind may use, the one with the shortest
     * pause.
     */
    private Tally charged(Rejection kind, Credentials row) {
        return allowances(kind).stream()
                .min(Comparator.comparing(tally -> tally.pause(row)))
                .orElseThrow();
    }

    private List<Tally> allowances(Rejection kind) {
        return switch (kind) {
            case UNEXPLAINED -> List.of(unexplained);
            case BLAMED -> List.of(blamed);
            case ACCEPTED_BEFORE -> List.of(accepted);
            case REVOKED -> List.of(blamed, accepted);
        };
    }
}
