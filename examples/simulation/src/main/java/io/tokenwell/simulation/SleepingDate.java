package io.tokenwell.simulation;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A date that stands still while the machine sleeps. */
final class SleepingDate extends Clock {

    private final Instance instance;

    SleepingDate(Instance instance) {
        this.instance = instance;
    }

    @Override
    public Instant instant() {
        return instance.instant().minusNanos(instance.world.now() - instance.nanoTime());
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
