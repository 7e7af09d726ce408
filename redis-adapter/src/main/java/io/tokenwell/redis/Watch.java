package io.tokenwell.redis;

import java.time.Clock;
import java.util.function.LongSupplier;

/** Reads both clocks. Safe for use by any thread. */
final class Watch {

    private final LongSupplier nanoTime;
    private final Clock clock;
    private volatile Moment last;

    /** Creates a reader. {@code nanoTime} is not affected by corrections of the clock; {@code clock} gives the date. */
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

    /**
     * Returns a moment of the current millisecond. Calls within one millisecond read only one of the two clocks, as
     * each read costs as much as the rest of a hit.
     */
    Moment thisMillisecond() {
        long millis = clock.millis();
        Moment known = last;
        return known.millis() == millis ? known : read(millis);
    }

    /**
     * Reads the date first: a thread that is suspended between the two reads gets a moment that seems later, never
     * earlier.
     */
    private Moment read(long millis) {
        Moment now = new Moment(nanoTime.getAsLong(), millis);
        last = now;
        return now;
    }
}
