package io.tokenwell.refresh.model;

import io.tokenwell.Account;
import io.tokenwell.Rejection;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.ClaimVerdict.Granted;
import io.tokenwell.spi.FailureStreak;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.UnfinishedAttempt;
import org.jspecify.annotations.Nullable;

/**
 * One claim that was granted to this process, and what it allows.
 *
 * @param claim the claim, granted
 * @param previous the newest attempt at this refresh token that is not known to have ended, or null
 * @param end when others may claim
 * @param forced how the row's token was rejected, though it is not due; or null
 */
public record Attempt(
        RefreshClaim claim,
        @Nullable UnfinishedAttempt previous,
        ClaimEnd end,
        @Nullable Rejection forced) {

    /**
     * Returns the attempt of a claim that was granted. On a marked row it has no previous attempt, as the mark has
     * already told of it.
     */
    public static Attempt of(RefreshClaim claim, Granted granted, ClaimEnd end, @Nullable Rejection forced) {
        return new Attempt(claim, granted.marked() ? null : granted.previous(), end, forced);
    }

    /** Returns the row as the claim has read it. */
    public Account row() {
        return claim.account();
    }

    public AccountKey key() {
        return AccountKey.of(row());
    }

    /**
     * Returns the attempt that may have lost the answer to this refresh token, also one from before a mark; null if
     * there is none.
     */
    @Nullable
    public UnfinishedAttempt lostBefore() {
        return claim.verdict() instanceof Granted granted ? granted.previous() : previous;
    }

    /** Returns how often the refresh token has failed in a row before. */
    public FailureStreak streak() {
        return claim.verdict() instanceof Granted granted ? granted.streak() : FailureStreak.none();
    }

    /** Reports whether the refresh token was marked as refused, so long ago that it is tried again. */
    public boolean triesMarked() {
        return claim.verdict() instanceof Granted granted && granted.marked();
    }
}
