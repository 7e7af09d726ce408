package io.tokenwell.simulation;

import io.tokenwell.simulation.Task.Lane;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A process of the fleet: it lives, stands still, dies; and has a date and a monotonic time of its own. */
final class Instance extends Clock {

    final World world;
    final int place;
    final String name;
    final InstanceScheduler scheduler;
    final Links links;
    final Chance jitter;
    final Map<Lane, Long> wakes = new EnumMap<>(Lane.class);
    private boolean alive = true;
    private boolean closing;
    private long diedAt = Long.MAX_VALUE;
    private long stillSince = Long.MIN_VALUE;
    private long stillUntil = Long.MIN_VALUE;
    private long suspended;
    private long suspendedBefore;
    private long clockOffset;
    private long clockMovedAt = Long.MIN_VALUE;

    Instance(World world, int place, String name, Links links) {
        this.world = world;
        this.place = place;
        this.name = name;
        this.links = links;
        this.jitter = world.chance.own();
        this.scheduler = new InstanceScheduler(this);
    }

    boolean alive() {
        return alive;
    }

    void die() {
        alive = false;
        diedAt = world.now();
    }

    long diedAt() {
        return diedAt;
    }

    /** Takes no more calls. */
    void retire() {
        closing = true;
    }

    boolean inService() {
        return alive && !closing;
    }

    boolean standsStill() {
        return stillUntil > world.now();
    }

    /** Whether it did something all the time since then. */
    boolean ranSince(long time) {
        return stillUntil < time;
    }

    /** Nothing happens in it for so long. {@code asleep}: its monotonic time stands still as well. */
    void standStill(long length, boolean asleep) {
        stillSince = world.now();
        suspendedBefore = suspended;
        stillUntil = stillSince + length;
        if (asleep) {
            suspended += length;
        }
        for (Lane lane : Lane.values()) {
            wakes.put(lane, world.chance.between(0, 2 * Times.MS));
        }
    }

    long stillUntil() {
        return stillUntil;
    }

    /** When it can do this. */
    long earliest(Task task) {
        if (task.time < stillUntil) {
            return stillUntil + wakes.getOrDefault(task.lane, 0L);
        }
        return task.lane == Lane.TIMER ? task.time + Math.max(0, task.due - (task.time - suspended)) : task.time;
    }

    /** Monotonic. A machine that sleeps notices nothing until it wakes up. */
    long nanoTime() {
        return world.now() - suspended;
    }

    /** By its monotonic time: until when it surely did all that it had to do. */
    long ranUntil() {
        // What was due while it stood still is done in the first moments after, in any order.
        boolean justWoke = world.now() < stillUntil + 3 * Times.MS;
        return justWoke ? stillSince - suspendedBefore : nanoTime();
    }

    void moveClock(long by) {
        clockOffset += by;
        clockMovedAt = world.now();
    }

    long clockMovedAt() {
        return clockMovedAt;
    }

    @Override
    public long millis() {
        return Times.START.toEpochMilli() + (world.now() + clockOffset) / Times.MS;
    }

    @Override
    public Instant instant() {
        return Times.date(world.now() + clockOffset);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public String toString() {
        return name;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
