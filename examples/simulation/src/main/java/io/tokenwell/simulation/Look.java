package io.tokenwell.simulation;

import org.jspecify.annotations.Nullable;

/**
 * What an instance could have seen of an account when it last looked.
 *
 * @param row the pair that the table had when it last looked there
 * @param kept the pair that escrow had when it last looked there
 * @param at when it last looked into escrow
 */
record Look(@Nullable Pair row, @Nullable Pair kept, long at) {

    static final Look NEVER = new Look(null, null, -1);

    Look intoTable(@Nullable Pair seen) {
        return new Look(seen, kept, at);
    }

    Look intoEscrow(@Nullable Pair seen, long now) {
        return new Look(row, seen, now);
    }

    /** Whether somebody has used this token before, as anybody could see. */
    boolean shows(Pair used) {
        return isLater(row, used) || isLater(kept, used);
    }

    private static boolean isLater(@Nullable Pair seen, Pair used) {
        return seen != null && seen.succeeds(used);
    }
}
