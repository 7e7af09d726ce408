package io.tokenwell.r2dbc;

import io.r2dbc.spi.Statement;
import io.tokenwell.Credentials;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.CredentialChanges;
import io.tokenwell.spi.RefreshClaim;

/**
 * Binds the parameters of {@link AccountSql}. Secrets are bound as streams and bytes, as the DEBUG log of the driver
 * prints bound text.
 */
record Binding(IdType ids, SecretFields secrets, Fingerprints fingerprints) {

    Statement claim(Statement statement, ClaimRequest request) {
        return fingerprints.bind(
                holder(statement, request.accountId(), request.owner())
                        .bind("$3", request.timeToLive().toMillis())
                        .bind("$6", request.grace().toMillis())
                        .bind("$7", request.triesMarkedAfter().toMillis())
                        .bind("$9", request.reuse().from().toMillis())
                        .bind("$10", request.reuse().until().toMillis()),
                "$4",
                "$5");
    }

    Statement completion(Statement statement, RefreshClaim claim, Credentials redeemed) {
        String id = claim.account().id();
        Credentials read = claim.account().credentials();
        CredentialChanges changes = CredentialChanges.between(read, redeemed);
        Statement changed = holder(statement, claim)
                .bind("$3", CredentialsJson.write(id, secrets.sealed(id, changes.changed())))
                .bind("$6", CredentialsJson.keys(id, changes.removed()))
                .bind("$7", CredentialsJson.guard(id, read, secrets.compared(id, read, fingerprints::of)))
                .bind("$8", CredentialsJson.written(id, secrets.replaced(id, redeemed, fingerprints::of)));
        return fingerprints.bind(changed, "$4", "$5");
    }

    Statement mark(Statement statement, RefreshClaim claim, String reason) {
        long version = claim.account().credentials().tokenVersion();
        return fingerprints.bind(
                holder(statement, claim).bind("$3", storable(reason)).bind("$6", version), "$4", "$5");
    }

    Statement pause(Statement statement, RefreshClaim claim, Cooldown cooldown) {
        return holder(statement, claim)
                .bind("$3", cooldown.length().toMillis())
                .bind("$4", cooldown.outcomeUnknown() ? "unknown" : "failed")
                .bind("$5", storable(cooldown.reason()))
                .bind("$6", cooldown.streak().failures())
                .bind("$7", cooldown.streak().refusals());
    }

    Statement holder(Statement statement, RefreshClaim claim) {
        return holder(statement, claim.account().id(), claim.owner());
    }

    Statement holder(Statement statement, String accountId, String owner) {
        return id(statement, accountId).bind("$2", owner);
    }

    Statement id(Statement statement, String accountId) {
        return ids.bind(statement, "$1", accountId);
    }

    /** Replaces NUL, which text in PostgreSQL cannot contain, as a reason may quote a server. */
    private static String storable(String reason) {
        return reason.replace('\0', ' ');
    }
}
