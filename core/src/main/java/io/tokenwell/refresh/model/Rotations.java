package io.tokenwell.refresh.model;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CredentialChanges;
import io.tokenwell.spi.EscrowedRotation;
import io.tokenwell.spi.RefreshClaim;
import java.util.Map;
import java.util.Optional;

/** Tells how an escrowed rotation and a row belong together. */
public final class Rotations {

    private Rotations() {}

    /**
     * Returns the rotation, with only what the redemption changed: the attempt that finishes it must not undo an edit
     * of another key.
     */
    public static EscrowedRotation of(RefreshClaim claim, Account renewed) {
        Credentials read = claim.account().credentials();
        return new EscrowedRotation(
                AccountKey.of(renewed),
                read.tokenVersion(),
                read.refreshToken().orElse(null),
                CredentialChanges.between(read, renewed.credentials()).changed());
    }

    public static Account renewedBy(EscrowedRotation rotation, Account row) {
        return row.withCredentials(row.credentials().with(rotation.credentials().asMap()));
    }

    /**
     * Returns the account with the version that follows the one that was read. It is not known whether the table will
     * take the rotation: until then it is newer than what it was redeemed from, and than nothing else.
     */
    public static Account nextOf(long readVersion, Account renewed) {
        return renewed.withCredentials(renewed.credentials().with(Map.of(Credentials.TOKEN_VERSION, readVersion + 1)));
    }

    /** Reports whether the rotation was redeemed from the known account, or from a row that came after that. */
    public static boolean follows(EscrowedRotation rotation, Account known) {
        return rotation.key().equals(AccountKey.of(known))
                && (rotation.readVersion() > known.credentials().tokenVersion() || redeemedFrom(known, rotation));
    }

    public static boolean redeemedFrom(Account row, EscrowedRotation rotation) {
        return rotation.readVersion() == row.credentials().tokenVersion()
                && row.credentials().refreshToken().equals(Optional.ofNullable(rotation.redeemedToken()));
    }

    public static boolean sameTokens(Account one, Account other) {
        Credentials left = one.credentials();
        Credentials right = other.credentials();
        return left.tokenVersion() == right.tokenVersion()
                && left.refreshToken().equals(right.refreshToken())
                && left.accessToken().equals(right.accessToken());
    }
}
