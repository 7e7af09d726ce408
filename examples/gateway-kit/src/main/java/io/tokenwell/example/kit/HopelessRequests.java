package io.tokenwell.example.kit;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Requests that the upstream has answered 401 with a fresh token as well: not the token is at fault, and another one would
 * be redeemed for nothing. Each time that turns out again this holds for twice as long, until the request succeeds. Known by
 * their digests only, and only so many. Safe for use by any thread.
 */
final class HopelessRequests {

    private static final int MOST = 2_000;
    private static final long FIRST = Duration.ofSeconds(30).toNanos();
    private static final long LONGEST = Duration.ofHours(1).toNanos();

    private final LongSupplier nanoTime;
    private final Recent<String, Mark> marks;

    private record Mark(long since, long length) {

        boolean isOver(long now) {
            return now - since >= length;
        }

        /** Also where it is asked for seldom: each time costs a redemption. Long after that it is another story. */
        Mark again(long now) {
            return now - since < 2 * LONGEST ? new Mark(now, Math.min(2 * length, LONGEST)) : new Mark(now, FIRST);
        }
    }

    HopelessRequests(LongSupplier nanoTime) {
        this(nanoTime, MOST);
    }

    HopelessRequests(LongSupplier nanoTime, int most) {
        this.nanoTime = nanoTime;
        this.marks = new Recent<>(most);
    }

    boolean has(String request) {
        Mark mark = known(request);
        return mark != null && !mark.isOver(nanoTime.getAsLong());
    }

    void add(String request) {
        long now = nanoTime.getAsLong();
        Mark before = known(request);
        if (before == null) {
            marks.put(Digests.of(request), new Mark(now, FIRST));
        } else if (before.isOver(now)) {
            // Those that were under way at the same time have found out one thing.
            marks.put(Digests.of(request), before.again(now));
        }
    }

    void remove(String request) {
        if (!marks.isEmpty()) {
            marks.remove(Digests.of(request));
        }
    }

    private @Nullable Mark known(String request) {
        return marks.isEmpty() ? null : marks.get(Digests.of(request));
    }

    boolean isEmpty() {
        return marks.isEmpty();
    }

    int size() {
        return marks.size();
    }
}
