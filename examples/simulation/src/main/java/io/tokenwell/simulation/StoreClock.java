package io.tokenwell.simulation;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The date as a store has it. */
final class StoreClock extends Clock {

    private final World world;
    private final long offset;

    StoreClock(World world) {
        this(world, 0);
    }

    StoreClock(World world, long offset) {
        this.world = world;
        this.offset = offset;
    }

    @Override
    public Instant instant() {
        return Times.date(world.now() + offset);
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
