package io.tokenwell.simulation;

/** The one source of chance in a schedule: the same seed draws the same. */
final class Chance {

    private static final long STEP = 0x9E3779B97F4A7C15L;

    private long state;

    Chance(long seed) {
        state = seed;
    }

    private long next() {
        state += STEP;
        long mixed = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** From 0 to below 1. */
    double unit() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    boolean of(double probability) {
        return unit() < probability;
    }

    /** From 0 to below the bound. */
    int below(int bound) {
        return (int) (unit() * bound);
    }

    /** Both ends are possible. */
    long between(long least, long most) {
        return least + (long) (unit() * (most - least + 1));
    }

    @SafeVarargs
    final <T> T oneOf(T... choices) {
        return choices[below(choices.length)];
    }

    long oneOfTimes(long... choices) {
        return choices[below(choices.length)];
    }

    /** Another source that goes its own way: what draws more from the one does not change the other. */
    Chance own() {
        return new Chance(next());
    }
}
