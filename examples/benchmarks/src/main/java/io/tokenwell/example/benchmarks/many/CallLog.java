package io.tokenwell.example.benchmarks.many;

import io.tokenwell.example.benchmarks.fleet.Percentiles;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Every call, in arrays: at thousands a second, objects kept for each would be what is measured. */
final class CallLog {

    private final int[] account;
    private final long[] started;
    private final long[] ended;
    private final boolean[] failed;
    private final Map<String, LongAdder> reasons = new ConcurrentHashMap<>();
    private final boolean[] asked;
    private final boolean[] dead;
    private final boolean[] renewed;
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
        renewed = new boolean[calls];
    }

    void began(int call, int whose, long nanos) {
        account[call] = whose;
        started[call] = nanos;
    }

    /** What a call's token is: past its end, or one that came after the login's. */
    record Answer(boolean dead, boolean renewed) {}

    /** A call has a token; did it ask PostgreSQL? */
    void answered(int call, long nanos, boolean sql, Answer answer) {
        dead[call] = answer.dead();
        renewed[call] = answer.renewed();
        ended(call, nanos, sql);
    }

    /** A call has none; did it ask PostgreSQL? */
    void failed(int call, long nanos, boolean sql, Throwable failure) {
        failed[call] = true;
        reasons.computeIfAbsent(failure.getClass().getSimpleName(), reason -> new LongAdder())
                .increment();
        ended(call, nanos, sql);
    }

    private void ended(int call, long nanos, boolean sql) {
        ended[call] = nanos;
        asked[call] = sql;
        finished.incrementAndGet();
    }

    /** How many failed with what. */
    Map<String, LongAdder> reasons() {
        return reasons;
    }

    int size() {
        return account.length;
    }

    int finished() {
        return finished.get();
    }

    boolean askedSql(int call) {
        return asked[call];
    }

    boolean renewed(int call) {
        return renewed[call];
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
