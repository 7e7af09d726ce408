package io.tokenwell.example.benchmarks.many;

import java.util.Arrays;
import java.util.function.IntToLongFunction;

/**
 * The calls whose token was there: it was not due before their end, or somebody had the next one before they began. All
 * others are refreshes, and calls that wait for one.
 *
 * @param calls how many
 * @param withSql how many of them asked PostgreSQL all the same
 */
record Hits(int calls, int withSql) {

    static Hits of(CallLog log, IntToLongFunction dueAt, int lastAccount) {
        long[] renewedAt = renewedAt(log, lastAccount);
        int calls = 0;
        int withSql = 0;
        for (int call = 0; call < log.size(); call++) {
            int account = log.account(call);
            if (log.endedMillis(call) < dueAt.applyAsLong(account) || log.startedMillis(call) > renewedAt[account]) {
                calls++;
                withSql += log.askedSql(call) ? 1 : 0;
            }
        }
        return new Hits(calls, withSql);
    }

    /** By account, when the first caller had a token that came after the login's. */
    private static long[] renewedAt(CallLog log, int lastAccount) {
        long[] renewedAt = new long[lastAccount + 1];
        Arrays.fill(renewedAt, Long.MAX_VALUE);
        for (int call = 0; call < log.size(); call++) {
            if (log.renewed(call)) {
                int account = log.account(call);
                renewedAt[account] = Math.min(renewedAt[account], log.endedMillis(call));
            }
        }
        return renewedAt;
    }

    double shareWithoutSql() {
        return 1 - (double) withSql / calls;
    }
}
