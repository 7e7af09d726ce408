package io.tokenwell.simulation;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.Secret;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.ClaimVerdict.Granted;
import io.tokenwell.spi.ClaimVerdict.Silent;
import io.tokenwell.spi.EscrowedRotation;
import io.tokenwell.spi.Lease;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.TokenGrant;
import org.jspecify.annotations.Nullable;

/** Answers as a story shows them: simulated tokens are no secrets. */
final class Shown {

    private Shown() {}

    static String of(@Nullable Object answer) {
        if (answer instanceof RefreshClaim claim) {
            return of(claim.verdict()) + " " + of(claim.account());
        } else if (answer instanceof Granted granted && granted.previous() != null) {
            return "granted, after " + instanceOf(granted.previous().owner());
        } else if (answer instanceof Granted) {
            return "granted";
        } else if (answer instanceof Silent silent) {
            return "silent: " + instanceOf(silent.attempt().owner()) + ", for " + silent.left();
        } else if (answer instanceof Account row) {
            return row.status() + " " + of(row.credentials());
        } else if (answer instanceof Credentials credentials) {
            return "v" + credentials.tokenVersion() + " " + credentials.asMap().get(Credentials.REFRESH_TOKEN)
                    + " until " + credentials.asMap().get(Credentials.EXPIRES_AT);
        } else if (answer instanceof EscrowedRotation rotation) {
            return "of v" + rotation.readVersion() + ": " + of(rotation.credentials());
        } else if (answer instanceof CachedToken token) {
            return "v" + token.version() + " " + token.token().expose() + " until " + token.expiresAt();
        } else if (answer instanceof TokenGrant grant) {
            return of(Credentials.of(grant.credentials()));
        } else if (answer instanceof Lease lease) {
            return "taken by " + instanceOf(lease.owner());
        } else if (answer instanceof Secret secret) {
            return secret.expose();
        }
        return String.valueOf(answer);
    }

    /** The rest of an owner's name means nothing. */
    private static String instanceOf(String owner) {
        return owner.substring(0, Math.max(0, owner.lastIndexOf('/')));
    }
}
