package io.tokenwell.refresh.model;

import io.tokenwell.InvalidAccountException;
import io.tokenwell.spi.RefreshClaim;

/** What the question for a claim came to. */
public sealed interface ClaimAnswer {

    /** Ours, and the row needs a refresh. */
    record Won(Attempt attempt) implements ClaimAnswer {}

    /** Somebody refreshed before us: nothing to redeem, whosever the claim is. */
    record RowWillDo(RefreshClaim claim) implements ClaimAnswer {}

    /** The row is not to be refreshed, or not to be served. */
    record Unfit(RefreshClaim claim, InvalidAccountException problem) implements ClaimAnswer {}

    /** Ours, but rejected tokens of this account were replaced too often. */
    record TooSoon(RefreshClaim claim, RuntimeException refusal) implements ClaimAnswer {}

    /** Not ours: somebody is at it, or nobody may be. */
    record Others(RefreshClaim claim) implements ClaimAnswer {}

    /** The table did not answer, or has no such account. */
    record Unanswered(String owner, RuntimeException failure) implements ClaimAnswer {}
}
