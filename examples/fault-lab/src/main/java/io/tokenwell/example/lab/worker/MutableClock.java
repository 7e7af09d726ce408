package io.tokenwell.example.lab.worker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The instance's own idea of the date: the machine's, and some time more or less. Safe for use by any thread. */
public final class MutableClock extends Clock {

    private final Clock machine = Clock.systemUTC();
    private volatile Duration offset = Duration.ZERO;

    /** Begins with the machine's date. */
    public MutableClock() {}

    /**
     * Sets the clock wrong, or right again.
     *
     * @param wrongBy how far it is ahead of the machine's clock
     */
    public void offset(Duration wrongBy) {
        offset = wrongBy;
    }

    @Override
    public Instant instant() {
        return machine.instant().plus(offset);
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
