package io.tokenwell.refresh.rotation;

import io.tokenwell.Account;
import io.tokenwell.refresh.model.Rotations;
import io.tokenwell.refresh.report.RotationNews;
import io.tokenwell.spi.EscrowedRotation;
import io.tokenwell.spi.RefreshClaim;

/** The account with what was redeemed under a claim, and who reports it. */
record Redeemed(RefreshClaim claim, Account renewed, RotationNews news) {

    EscrowedRotation rotation() {
        return Rotations.of(claim, renewed);
    }
}
