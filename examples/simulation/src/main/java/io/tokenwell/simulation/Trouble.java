package io.tokenwell.simulation;

/**
 * A time of trouble on a way to a store.
 *
 * @param from when it begins
 * @param until when it is over
 * @param mode what it does to requests
 * @param chance how many of them it meets
 */
record Trouble(long from, long until, Mode mode, double chance) {

    enum Mode {
        DOWN,
        SILENCE,
        LOST_REPLIES,
        SLOWNESS,
        REPETITION,
        ANYTHING
    }

    boolean over(long now) {
        return until <= now;
    }

    boolean on(long now) {
        return from <= now && now < until;
    }

    Fate fate(Chance chance) {
        return switch (mode) {
            case DOWN -> Fate.REFUSED;
            case SILENCE -> chance.of(0.7) ? Fate.SWALLOWED : Fate.SILENT;
            case LOST_REPLIES -> chance.of(0.5) ? Fate.REPLY_LOST : Fate.SILENT;
            case SLOWNESS -> chance.of(0.5) ? Fate.SLOW : Fate.SLOW_REPLY;
            case REPETITION -> Fate.TWICE;
            case ANYTHING -> chance.oneOf(Fate.values());
        };
    }
}
