package io.tokenwell.simulation;

import java.util.List;

/** At which steps of somebody's work it is best that something happens. */
final class Moments {

    private static final List<Step> GOOD = List.of(
            Step.LOCK,
            Step.CLAIM,
            Step.ESCROW_FIND,
            Step.REDEEM,
            Step.REDEEM,
            Step.COMPLETE,
            Step.COMPLETE,
            Step.ESCROW_KEEP,
            Step.CACHE_PUT,
            Step.RELEASE,
            Step.POSTPONE,
            Step.ABANDON,
            Step.FIND);

    /** The lock is held, and no claim. */
    private static final List<Step> UNCLAIMED = List.of(Step.LOCK, Step.COOLDOWN_FIND, Step.RELEASE);

    private Moments() {}

    static Step of(Kind kind, Mishap mishap, Chance chance) {
        if (mishap == Mishap.TABLE_AWAY || mishap == Mishap.TABLE_AWAY_SHORTLY) {
            return Step.REDEEM;
        }
        if (mishap == Mishap.ANSWERS_LOST) {
            return chance.of(0.5) ? Step.CLAIM : Step.LOCK;
        }
        List<Step> moments = kind == Kind.ORPHAN && chance.of(0.5) ? UNCLAIMED : GOOD;
        return moments.get(chance.below(moments.size()));
    }
}
