package io.tokenwell.example.benchmarks.many;

import io.tokenwell.example.benchmarks.fleet.Percentiles;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Every call, in arrays: at thousands a second, objects kept for each would be what is measured. */
final class CallLog {

    private final int[] account;
    private final long[] started;
    private final long[] ended;
    private final boolean[] failed;
    private final boolean[] asked;
    private final boolean[] dead;
    private final AtomicInteger finished = new AtomicInteger();
    private final long nanosAtZero = System.nanoTime();
    private final long millisAtZero = System.currentTimeMillis();

    CallLog(int calls) {
        account = new int[calls];
        started = new long[calls];
        ended = new long[calls];
        failed = new boolean[calls];
        asked = new boolean[calls];
        dead = new boolean[calls];
    }

    void began(int call, int whose, long nanos) {
        account[call] = whose;
        started[call] = nanos;
    }

    /** What came of a call: whether it failed, asked PostgreSQL, got a token past its end. */
    void ended(int call, long nanos, boolean failure, boolean sql, boolean deadToken) {
        ended[call] = nanos;
        failed[call] = failure;
        asked[call] = sql;
        dead[call] = deadToken;
        finished.incrementAndGet();
    }

    int size() {
        return account.length;
    }

    int finished() {
        return finished.get();
    }

    int account(int call) {
        return account[call];
    }

    long startedMillis(int call) {
        return millis(started[call]);
    }

    long endedMillis(int call) {
        return millis(ended[call]);
    }

    long millis(long nanos) {
        return millisAtZero + TimeUnit.NANOSECONDS.toMillis(nanos - nanosAtZero);
    }

    Percentiles times() {
        return times(call -> true);
    }

    Percentiles timesWithSql() {
        return times(call -> asked[call]);
    }

    private Percentiles times(IntPredicate which) {
        return Percentiles.of(IntStream.range(0, size())
                .filter(which)
                .mapToLong(call -> ended[call] - started[call])
                .toArray());
    }

    long failures() {
        return count(failed);
    }

    long deadTokens() {
        return count(dead);
    }

    double shareWithoutSql() {
        return 1 - (double) count(asked) / size();
    }

    long accounts() {
        return Arrays.stream(account).distinct().count();
    }

    private static long count(boolean[] flags) {
        return IntStream.range(0, flags.length).filter(call -> flags[call]).count();
    }
}
