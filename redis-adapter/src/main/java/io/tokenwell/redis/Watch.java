package io.tokenwell.redis;

import java.time.Clock;
import java.util.function.LongSupplier;

/**
 * Reads both clocks.
 *
 * @param nanoTime tells time that no clock correction moves
 * @param clock tells the date
 */
record Watch(LongSupplier nanoTime, Clock clock) {

    static Watch of(Clock clock) {
        return new Watch(System::nanoTime, clock);
    }

    Moment now() {
        return new Moment(nanos(), millis());
    }

    long nanos() {
        return nanoTime.getAsLong();
    }

    long millis() {
        return clock.millis();
    }
}
