package io.tokenwell.simulation;

import io.tokenwell.Account;
import java.util.ArrayList;
import java.util.Comparator;
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
        final Instance holder;
        final long from;
        long until;

        /** Whether its holder was told. */
        boolean known;

        Claimed(String owner, Instance holder, long from, long until) {
            this.owner = owner;
            this.holder = holder;
            this.from = from;
            this.until = until;
        }

        /** A holder that does not know of it gives it back on suspicion, in so much time after the table is itself again. */
        long attendedUntil(long suspicion) {
            boolean unaware = !known && holder.alive() && holder.ranSince(from);
            return unaware ? Math.min(until, Math.max(from, holder.links.table().troubledAt()) + suspicion) : until;
        }
    }

    /** A time in which the row is held. */
    private record Span(long from, long until) {}

    final long id;
    final List<State> states = new ArrayList<>();
    final List<Account> snapshots = new ArrayList<>();
    final List<String> answers = new ArrayList<>();
    final List<Claimed> claims = new ArrayList<>();
    private final List<Span> locks = new ArrayList<>();
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

    void locked(long from, long until) {
        locks.add(new Span(from, until));
    }

    /** How long nobody was at it in this time, at a stretch: no claim that its holder knows of, no lock on the row. */
    long unattended(long from, long until, long suspicion) {
        List<Span> attended = new ArrayList<>(locks);
        claims.forEach(claim -> attended.add(new Span(claim.from, claim.attendedUntil(suspicion))));
        attended.sort(Comparator.comparingLong(Span::from));
        long longest = 0;
        long since = from;
        for (Span span : attended) {
            if (span.until() > since) {
                longest = Math.max(longest, Math.min(span.from(), until) - since);
                since = span.until();
            }
        }
        return Math.max(longest, until - since);
    }

    @Nullable
    Claimed lastClaim() {
        return claims.isEmpty() ? null : claims.get(claims.size() - 1);
    }
}
