package io.tokenwell.memory;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.CredentialChanges;
import io.tokenwell.spi.RefreshClaim;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A stored account and the claim on it; no owner means no claim. */
record AccountRow(Account account, @Nullable String owner, Instant claimedUntil) {

    static AccountRow unclaimed(Account account) {
        return new AccountRow(account, null, Instant.EPOCH);
    }

    AccountRow holding(Account replacement) {
        return new AccountRow(replacement, owner, claimedUntil);
    }

    boolean isFree(Instant now) {
        return owner == null || !now.isBefore(claimedUntil);
    }

    AccountRow claimedBy(ClaimRequest request, Instant now) {
        return new AccountRow(account, request.owner(), now.plus(request.timeToLive()));
    }

    AccountRow claimedUntil(String holder, Instant end) {
        return holder.equals(owner) ? new AccountRow(account, owner, end) : this;
    }

    AccountRow withoutClaimOf(String leaver) {
        return leaver.equals(owner) ? unclaimed(account) : this;
    }

    AccountRow completedBy(String completer, CredentialChanges changes) {
        return holding(account.withCredentials(changes.appliedTo(account.credentials())))
                .withoutClaimOf(completer);
    }

    boolean holds(CredentialChanges changes) {
        return account.credentials().equals(changes.appliedTo(account.credentials()));
    }

    boolean isAsReadBy(RefreshClaim claim) {
        Credentials read = claim.account().credentials();
        return isSame(read, Credentials.TOKEN_VERSION) && isSame(read, Credentials.REFRESH_TOKEN);
    }

    private boolean isSame(Credentials read, String key) {
        return Objects.equals(
                read.asMap().get(key), account.credentials().asMap().get(key));
    }
}
