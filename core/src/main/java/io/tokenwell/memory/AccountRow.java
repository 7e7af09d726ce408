package io.tokenwell.memory;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.spi.ClaimRequest;
import io.tokenwell.spi.ClaimVerdict;
import io.tokenwell.spi.CredentialChanges;
import io.tokenwell.spi.RefreshClaim;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A stored account and the latest claim on it. */
record AccountRow(Account account, @Nullable ClaimEntry claim) {

    static AccountRow unclaimed(Account account) {
        return new AccountRow(account, null);
    }

    AccountRow holding(Account replacement) {
        return new AccountRow(replacement, claim);
    }

    ClaimVerdict verdict(Instant now, ClaimRequest request) {
        if (claim == null) {
            return new ClaimVerdict.Granted(null);
        }
        @Nullable ClaimVerdict refusal = outdated() ? null : claim.refusal(refreshToken(), now, request);
        return refusal == null ? granted(claim, now) : refusal;
    }

    private ClaimVerdict.Granted granted(ClaimEntry before, Instant now) {
        @Nullable Object token = refreshToken();
        return new ClaimVerdict.Granted(
                before.lostAttempt(token), marked(), before.streak(token), before.usedSince(token, now));
    }

    private boolean outdated() {
        return claim != null && claim.outdated(account.credentials().tokenVersion());
    }

    /** Reports whether the current refresh token of the row is marked as permanently refused. */
    boolean marked() {
        return claim != null && claim.marked() && claim.has(refreshToken()) && !outdated();
    }

    /** Reports whether the refresh token of the claim is marked, even if the row has another one now. */
    boolean refused() {
        return claim != null && claim.marked();
    }

    AccountRow reinstated() {
        return claim != null && claim.marked() ? new AccountRow(account, claim.reinstated()) : this;
    }

    /** Reports whether a claimant would get an unfinished attempt that is at most this old. */
    boolean unfinished(Instant now, Duration grace, Duration within) {
        ClaimRequest asker = new ClaimRequest(account.id(), "", Duration.ZERO, grace);
        return verdict(now, asker) instanceof ClaimVerdict.Granted granted
                && granted.previous() != null
                && granted.previous().startedAt().isAfter(now.minus(within));
    }

    AccountRow claimedBy(ClaimRequest request, ClaimVerdict.Granted granted, Instant now) {
        return new AccountRow(account, ClaimEntry.of(request, now, refreshToken(), granted));
    }

    /** Changes the claim if this owner holds it. */
    AccountRow withClaimOf(String holder, UnaryOperator<ClaimEntry> change) {
        return claim != null && claim.owner().equals(holder) ? new AccountRow(account, change.apply(claim)) : this;
    }

    AccountRow abandonedBy(String leaver) {
        return claim != null && claim.owner().equals(leaver) ? new AccountRow(account, claim.abandoned()) : this;
    }

    AccountRow completedBy(String completer, CredentialChanges changes) {
        Account renewed = account.withCredentials(changes.appliedTo(account.credentials()));
        return claim != null && claim.owner().equals(completer) ? unclaimed(renewed) : holding(renewed);
    }

    boolean holds(CredentialChanges changes) {
        return account.credentials().equals(changes.appliedTo(account.credentials()));
    }

    boolean isAsReadBy(RefreshClaim read) {
        return isSame(read, Credentials.TOKEN_VERSION) && hasTokenOf(read);
    }

    boolean hasTokenOf(RefreshClaim read) {
        return isSame(read, Credentials.REFRESH_TOKEN);
    }

    private boolean isSame(RefreshClaim read, String key) {
        return Objects.equals(
                read.account().credentials().asMap().get(key),
                account.credentials().asMap().get(key));
    }

    private @Nullable Object refreshToken() {
        return account.credentials().asMap().get(Credentials.REFRESH_TOKEN);
    }
}
