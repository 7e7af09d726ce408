package io.tokenwell.refresh.model;

import io.tokenwell.InvalidAccountException;
import io.tokenwell.spi.RefreshClaim;

/** What came of asking for a claim. */
public sealed interface ClaimAnswer {

    /** The claim is ours, and the row needs a refresh. */
    record Won(Attempt attempt) implements ClaimAnswer {}

    /** Another process has refreshed before us: there is nothing to redeem, whether the claim is ours or not. */
    record RowWillDo(RefreshClaim claim) implements ClaimAnswer {}

    /** The row is not to be refreshed, or not to be served. */
    record Unfit(RefreshClaim claim, InvalidAccountException problem) implements ClaimAnswer {}

    /** The claim is ours, but rejected tokens of this account were replaced too often. */
    record TooSoon(RefreshClaim claim, RuntimeException refusal) implements ClaimAnswer {}

    /** The claim is not ours: another holder refreshes the account, or none may. */
    record Others(RefreshClaim claim) implements ClaimAnswer {}

    /** The table did not answer, or has no such account. */
    record Unanswered(String owner, RuntimeException failure) implements ClaimAnswer {}
}
