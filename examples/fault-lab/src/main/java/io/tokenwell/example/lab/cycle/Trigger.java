package io.tokenwell.example.lab.cycle;

/**
 * When a fault begins.
 *
 * @param moment what is waited for
 * @param nth which one of these steps, counted from 1 over the whole cycle
 * @param millis how long after that, or after the start of the cycle
 */
record Trigger(Moment moment, int nth, long millis) {

    /** Steps of a redemption as the server sees them, or none. */
    enum Moment {
        START,
        ARRIVED,
        DECIDED,
        REPLIED
    }

    static Trigger at(long millis) {
        return new Trigger(Moment.START, 0, millis);
    }

    static Trigger on(Moment moment, int nth) {
        return new Trigger(moment, nth, 0);
    }
}
