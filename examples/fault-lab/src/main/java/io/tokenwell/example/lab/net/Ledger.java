package io.tokenwell.example.lab.net;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Every presentation of a refresh token, in the order of the decisions. One lock, short steps. */
final class Ledger {

    private final Clock clock = Clock.systemUTC();
    private final List<Entry> entries = new ArrayList<>();
    private final Map<Long, Long> redemptions = new HashMap<>();

    /** Enters a decision and tells its sequence. */
    synchronized int enter(Verdict verdict, StrictBook.Holder holder, int instance) {
        int sequence = entries.size();
        entries.add(new Entry(
                sequence,
                holder.accountId(),
                instance,
                holder.family(),
                holder.ordinal(),
                holder.rtId(),
                clock.instant(),
                System.nanoTime(),
                verdict,
                0,
                0,
                false));
        if (verdict != Verdict.TURNED_AWAY) {
            redemptions.merge(holder.accountId(), 1L, Long::sum);
        }
        return sequence;
    }

    synchronized void amend(int sequence, UnaryOperator<Entry> amendment) {
        entries.set(sequence, amendment.apply(entries.get(sequence)));
    }

    synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    synchronized long redemptionsOf(long accountId) {
        return redemptions.getOrDefault(accountId, 0L);
    }
}
