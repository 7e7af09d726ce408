package io.tokenwell.parity;

import io.tokenwell.Credentials;
import io.tokenwell.RuntimeMetrics;
import io.tokenwell.parity.Observed.CacheWrite;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Compares what was seen with what the vector expects, field by field. */
final class Differences {

    private final Vector vector;
    private final Observed seen;
    private final Map<Field, String> found = new EnumMap<>(Field.class);

    private Differences(Vector vector, Observed seen) {
        this.vector = vector;
        this.seen = seen;
    }

    static Map<Field, String> between(Vector vector, Observed seen) {
        Differences differences = new Differences(vector, seen);
        differences.compareResult();
        differences.compareWrites();
        differences.compareCalls();
        differences.compareCacheWrite();
        differences.compareCounters();
        differences.compare(Field.LOCK, vector.expect().path("lock_left_behind").booleanValue(), seen.lockLeft());
        return differences.found;
    }

    private void compareResult() {
        JsonNode result = vector.expect().path("result");
        switch (result.path("kind").asString()) {
            case "token" -> compare(Field.RESULT, result.path("token").asString(), seen.token());
            case "error" -> compareError(result.path("error").asString());
            default -> found.put(Field.RESULT, "a panic was expected, but got " + outcome());
        }
    }

    private void compareError(String expected) {
        if (vector.endsCancelled()) {
            compare(Field.RESULT, true, seen.cancelled());
        } else if (seen.error() == null) {
            found.put(Field.RESULT, "expected error " + expected + ", but got " + outcome());
        } else if (!String.valueOf(seen.error().getMessage()).contains(expected)) {
            found.put(
                    Field.MESSAGE,
                    "expected " + expected + ", but got " + seen.error().getMessage());
        }
    }

    private String outcome() {
        return seen.token() == null ? String.valueOf(seen.error()) : seen.token();
    }

    private void compareWrites() {
        JsonNode expected = vector.expect().path("db_written");
        Credentials written = seen.written();
        if (!expected.isObject() || written == null) {
            compare(Field.WRITES, expected.isObject(), written != null);
            return;
        }
        Map<String, @Nullable Object> theirs = Json.comparable(Json.document(expected, expected.path("-")));
        Map<String, @Nullable Object> ours = Json.comparable(written.asMap());
        compare(Field.VERSION, theirs.remove(Credentials.TOKEN_VERSION), ours.remove(Credentials.TOKEN_VERSION));
        compare(Field.WRITES, theirs, ours);
    }

    private void compareCalls() {
        List<String> expected = new ArrayList<>();
        vector.calls("oauth_refresh")
                .forEach(call -> expected.add(call.path("refresh_token").asString("")));
        compare(Field.CALLS, expected, seen.redeemed());
    }

    private void compareCacheWrite() {
        List<JsonNode> writes = vector.calls("cache_set");
        CacheWrite expected = null;
        if (!writes.isEmpty()) {
            JsonNode last = writes.get(writes.size() - 1);
            expected = new CacheWrite(
                    last.path("token").asString(), seconds(last.path("ttl_s").decimalValue()));
        }
        compare(Field.CACHE, expected, toMillis(seen.cacheWrite()));
    }

    /** Recorded to the millisecond, rounded. */
    private static @Nullable CacheWrite toMillis(@Nullable CacheWrite write) {
        return write == null
                ? null
                : new CacheWrite(
                        write.token(),
                        Duration.ofMillis(write.timeToLive().plusNanos(500_000).toMillis()));
    }

    private static Duration seconds(BigDecimal seconds) {
        return Duration.ofMillis(seconds.movePointRight(3).longValue());
    }

    private void compareCounters() {
        JsonNode metrics = vector.expect().path("metrics");
        JsonNode last = metrics.path("last_observed_rel_ms");
        long lastObserved = last.isNull()
                ? 0
                : vector.start().toEpochMilli()
                        + last.path("exact").decimalValue().longValue();
        RuntimeMetrics ours = seen.counters();
        compare(Field.REQUESTS, counter("refresh_requests"), ours.refreshRequests());
        compare(Field.SUCCESSES, counter("refresh_success"), ours.refreshSuccess());
        compare(Field.FAILURES, counter("refresh_failure"), ours.refreshFailure());
        compare(Field.LOCK_FAILURES, counter("lock_acquire_failure"), ours.lockAcquireFailure());
        compare(Field.CONTENTION, counter("lock_contention"), ours.lockContention());
        compare(Field.WAITS, counter("lock_wait_samples"), ours.lockWaitSamples());
        compare(
                Field.WAITED_MS,
                metrics.path("lock_wait_total_ms").path("exact").decimalValue().longValue(),
                ours.lockWaitTotalMs());
        compare(Field.WAIT_HITS, counter("lock_wait_hit"), ours.lockWaitHit());
        compare(Field.WAIT_MISSES, counter("lock_wait_miss"), ours.lockWaitMiss());
        compare(Field.OBSERVED_AT, lastObserved, ours.lastObservedUnixMs());
    }

    private long counter(String name) {
        return vector.expect().path("metrics").path(name).longValue();
    }

    private void compare(Field field, @Nullable Object expected, @Nullable Object actual) {
        if (!Objects.equals(expected, actual)) {
            found.put(field, "expected " + expected + ", but got " + actual);
        }
    }
}
