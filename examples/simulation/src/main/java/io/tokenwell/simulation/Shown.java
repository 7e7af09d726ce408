package io.tokenwell.simulation;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.Secret;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.EscrowedRotation;
import io.tokenwell.spi.RefreshClaim;
import io.tokenwell.spi.TokenGrant;
import org.jspecify.annotations.Nullable;

/** Answers as a story shows them: simulated tokens are no secrets. */
final class Shown {

    private Shown() {}

    static String of(@Nullable Object answer) {
        if (answer instanceof RefreshClaim claim) {
            return claim.verdict() + " " + of(claim.account());
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
        } else if (answer instanceof Secret secret) {
            return secret.expose();
        }
        return String.valueOf(answer);
    }
}
