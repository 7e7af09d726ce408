package io.tokenwell.example.benchmarks.many;

import io.tokenwell.example.servers.Redemption;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntToLongFunction;

/**
 * The ledger of the traffic against what should be in it.
 *
 * @param due accounts that came due and were asked for from then on
 * @param redemptions refresh tokens that were presented
 * @param again redemptions beyond the first of an account's login
 * @param missing accounts that are due, asked for, and not redeemed
 * @param early accounts that were redeemed though nobody asked for them when they were due
 */
record Expiries(int due, int redemptions, int again, int missing, int early) {

    /** Redis counts an entry's life from its arrival there, which a busy machine delays: so long may the old token be handed out. */
    private static final long LATE_MILLIS = 500;

    static Expiries of(CallLog log, IntToLongFunction dueAt, List<Redemption> ledger) {
        BitSet asked = new BitSet();
        BitSet perhaps = new BitSet();
        for (int call = 0; call < log.size(); call++) {
            long due = dueAt.applyAsLong(log.account(call));
            // A token may come due while its call is under way, or a moment before: then either is right.
            asked.set(log.account(call), asked.get(log.account(call)) || log.startedMillis(call) > due + LATE_MILLIS);
            perhaps.set(log.account(call), perhaps.get(log.account(call)) || log.endedMillis(call) >= due - 1);
        }
        BitSet redeemed = new BitSet();
        ledger.forEach(redemption -> redeemed.set((int) redemption.accountId()));
        BitSet due = copy(perhaps);
        due.and(redeemed);
        due.or(asked);
        return new Expiries(
                due.cardinality(),
                ledger.size(),
                ledger.size() - redeemed.cardinality(),
                without(asked, redeemed),
                without(redeemed, perhaps));
    }

    private static int without(BitSet some, BitSet others) {
        BitSet left = copy(some);
        left.andNot(others);
        return left.cardinality();
    }

    private static BitSet copy(BitSet set) {
        BitSet copy = new BitSet();
        copy.or(set);
        return copy;
    }
}
