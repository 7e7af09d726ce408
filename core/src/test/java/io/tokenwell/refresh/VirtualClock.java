package io.tokenwell.refresh;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import reactor.test.scheduler.VirtualTimeScheduler;

/** A clock that a virtual scheduler moves. */
public final class VirtualClock extends Clock {

    public static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final VirtualTimeScheduler time;

    public VirtualClock(VirtualTimeScheduler time) {
        this.time = time;
    }

    @Override
    public Instant instant() {
        return START.plusNanos(time.now(TimeUnit.NANOSECONDS));
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
