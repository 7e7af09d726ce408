package io.tokenwell.refresh.model;

import io.tokenwell.Account;
import io.tokenwell.Rejection;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.ClaimVerdict.Granted;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.UnfinishedAttempt;
import org.jspecify.annotations.Nullable;

/**
 * One claim that is ours, and what it allows.
 *
 * @param claim granted
 * @param previous the newest attempt at this refresh token that is not known to have ended, or null
 * @param end when others may claim
 * @param forced how the row's token was rejected, though it is not due; or null
 */
public record Attempt(
        RefreshClaim claim,
        @Nullable UnfinishedAttempt previous,
        ClaimEnd end,
        @Nullable Rejection forced) {

    /** A mark has told of what was before it. */
    public static Attempt of(RefreshClaim claim, Granted granted, ClaimEnd end, @Nullable Rejection forced) {
        return new Attempt(claim, granted.marked() ? null : granted.previous(), end, forced);
    }

    /** The row as the claim has read it. */
    public Account row() {
        return claim.account();
    }

    public AccountKey key() {
        return AccountKey.of(row());
    }

    /** Whoever may have lost the answer to this refresh token, also before a mark. */
    @Nullable
    public UnfinishedAttempt lostBefore() {
        return claim.verdict() instanceof Granted granted ? granted.previous() : previous;
    }

    /** Whether the refresh token was marked as refused, so long ago that it is tried again. */
    public boolean triesMarked() {
        return claim.verdict() instanceof Granted granted && granted.marked();
    }
}
