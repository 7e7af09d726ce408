package io.tokenwell.simulation;

import java.time.Instant;

/** Virtual time: nanoseconds since the beginning. */
final class Times {

    static final long MS = 1_000_000L;
    static final long SECOND = 1_000 * MS;
    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private Times() {}

    static Instant date(long nanos) {
        return START.plusNanos(nanos);
    }
}
