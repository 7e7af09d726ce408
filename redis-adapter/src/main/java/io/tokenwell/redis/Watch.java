package io.tokenwell.redis;

import java.time.Clock;
import java.util.function.LongSupplier;

/** Reads both clocks. Safe for use by any thread. */
final class Watch {

    private final LongSupplier nanoTime;
    private final Clock clock;
    private volatile Moment last;

    /** {@code nanoTime} tells time that no clock correction moves, {@code clock} the date. */
    Watch(LongSupplier nanoTime, Clock clock) {
        this.nanoTime = nanoTime;
        this.clock = clock;
        this.last = read(clock.millis());
    }

    static Watch of(Clock clock) {
        return new Watch(System::nanoTime, clock);
    }

    Moment now() {
        return read(clock.millis());
    }

    /** As good as now, for the many who ask within a millisecond: of two clocks, each as dear as all else they do, they read one. */
    Moment thisMillisecond() {
        long millis = clock.millis();
        Moment known = last;
        return known.millis() == millis ? known : read(millis);
    }

    /** The date first: a thread that is stopped between the two takes the moment for later than it was. */
    private Moment read(long millis) {
        Moment now = new Moment(nanoTime.getAsLong(), millis);
        last = now;
        return now;
    }
}
