package io.tokenwell.spi;

import io.tokenwell.Account;

/**
 * Result of {@link AccountRepository#claimRefresh}.
 *
 * @param account the row as it is stored now
 * @param owner owner named in the request
 * @param verdict whether the claim is granted, and if not, why
 * @since 0.1
 */
public record RefreshClaim(Account account, String owner, ClaimVerdict verdict) {

    /**
     * Creates a claim without an earlier attempt.
     *
     * @param account the row as it is stored now
     * @param owner owner named in the request
     * @param granted true if the claim is granted; false if the claim of another owner has not expired
     */
    public RefreshClaim(Account account, String owner, boolean granted) {
        this(account, owner, granted ? new ClaimVerdict.Granted(null) : new ClaimVerdict.Held());
    }

    /**
     * Reports whether the claim is granted.
     *
     * @return true if its owner is the one who refreshes
     */
    public boolean granted() {
        return verdict instanceof ClaimVerdict.Granted;
    }
}
