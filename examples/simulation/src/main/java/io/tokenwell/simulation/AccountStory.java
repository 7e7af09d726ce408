package io.tokenwell.simulation;

import io.tokenwell.Account;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What has become of an account. */
final class AccountStory {

    /** The row from then on; no pair: there is none, or it is not in use. */
    record State(long since, @Nullable Pair pair) {}

    /** A claim that was granted. */
    static final class Claimed {
        final String owner;
        final String by;
        final long from;
        long until;

        Claimed(String owner, long from, long until) {
            this.owner = owner;
            this.by = owner.substring(0, Math.max(0, owner.lastIndexOf('/')));
            this.from = from;
            this.until = until;
        }
    }

    final long id;
    final List<State> states = new ArrayList<>();
    final List<Account> snapshots = new ArrayList<>();
    final List<String> answers = new ArrayList<>();
    final List<Claimed> claims = new ArrayList<>();
    final Map<Instance, Look> looks = new HashMap<>();

    /** The latest login; nothing of an earlier one may come back into the row. */
    int family;

    /** What an operator wrote last: nobody else writes it. */
    long note;

    /** From then on no instance should serve what is from before this login. */
    int fencedFamily;

    long fencedAt = Long.MAX_VALUE;
    /** The newest pair that Redis has been given and has not been made to forget, and since when. */
    @Nullable
    Pair published;

    long publishedAt;

    /** When Redis forgets it by itself. */
    long publishedUntil;

    boolean everLocked;
    boolean everOutOfUse;

    AccountStory(long id) {
        this.id = id;
    }

    /** Whether the row had a token all that time that lives longer than this. */
    boolean hadToken(long from, java.time.Instant end) {
        for (int i = states.size() - 1; i >= 0; i--) {
            State state = states.get(i);
            if (state.pair == null || !state.pair.end.isAfter(end)) {
                return false;
            }
            if (state.since <= from) {
                return true;
            }
        }
        return false;
    }

    /** How long nobody held a claim in this time, at a stretch. */
    long unclaimed(long from, long until) {
        long longest = 0;
        long since = from;
        for (Claimed claim : claims) {
            if (claim.until > since) {
                longest = Math.max(longest, Math.min(claim.from, until) - since);
                since = claim.until;
            }
        }
        return Math.max(longest, until - since);
    }

    @Nullable
    Claimed lastClaim() {
        return claims.isEmpty() ? null : claims.get(claims.size() - 1);
    }
}
