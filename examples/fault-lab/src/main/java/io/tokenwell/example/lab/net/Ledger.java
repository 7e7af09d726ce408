package io.tokenwell.example.lab.net;

import java.time.Clock;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.UnaryOperator;

/** Every presentation of a refresh token, in the order of the decisions. One lock, short steps. */
final class Ledger {

    private final Clock clock = Clock.systemUTC();
    private final List<Entry> entries = new ArrayList<>();
    private final Map<Long, Long> redemptions = new HashMap<>();

    /** Enters a decision on what arrived then, from that port, and tells its sequence. */
    synchronized int enter(Verdict verdict, StrictBook.Holder holder, int instance, int peerPort, long arrivedNanos) {
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
                false,
                peerPort,
                arrivedNanos));
        if (verdict != Verdict.TURNED_AWAY) {
            redemptions.merge(holder.accountId(), 1L, Long::sum);
        }
        return sequence;
    }

    synchronized void amend(int sequence, UnaryOperator<Entry> amendment) {
        entries.set(sequence, amendment.apply(entries.get(sequence)));
    }

    /** All entries there are now, each as it is when it is looked at: whoever reads the end pays for the end only. */
    synchronized List<Entry> entries() {
        return new View(entries.size());
    }

    private synchronized Entry entry(int sequence) {
        return entries.get(sequence);
    }

    private final class View extends AbstractList<Entry> implements RandomAccess {
        private final int size;

        private View(int size) {
            this.size = size;
        }

        @Override
        public Entry get(int sequence) {
            return entry(Objects.checkIndex(sequence, size));
        }

        @Override
        public int size() {
            return size;
        }
    }

    synchronized long redemptionsOf(long accountId) {
        return redemptions.getOrDefault(accountId, 0L);
    }
}
