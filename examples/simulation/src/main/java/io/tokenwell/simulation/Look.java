package io.tokenwell.simulation;

import org.jspecify.annotations.Nullable;

/**
 * What an instance could have seen of an account when it last looked into table or escrow.
 *
 * @param at when
 * @param row the pair that the table had then
 * @param kept the pair that escrow had then
 */
record Look(long at, @Nullable Pair row, @Nullable Pair kept) {

    static final Look NEVER = new Look(-1, null, null);

    /** Whether somebody has used this token before, as anybody could see. */
    boolean shows(Pair used) {
        return isLater(row, used) || isLater(kept, used);
    }

    private static boolean isLater(@Nullable Pair seen, Pair used) {
        return seen != null && seen.succeeds(used);
    }
}
