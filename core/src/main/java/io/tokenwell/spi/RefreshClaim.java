package io.tokenwell.spi;

import io.tokenwell.Account;

/**
 * What {@link AccountRepository#claimRefresh} found. Immutable and safe for use by any thread.
 *
 * @param account the row as it is stored now
 * @param owner who asked
 * @param verdict whether the claim is the asker's, and why not
 * @since 0.1
 */
public record RefreshClaim(Account account, String owner, ClaimVerdict verdict) {

    /**
     * A claim without history.
     *
     * @param account as above
     * @param owner as above
     * @param granted true if the claim is the asker's; false if another's claim still lasts
     */
    public RefreshClaim(Account account, String owner, boolean granted) {
        this(account, owner, granted ? new ClaimVerdict.Granted(null) : new ClaimVerdict.Held());
    }

    /**
     * Whether the asker is the one who refreshes.
     *
     * @return true if the claim is the asker's
     */
    public boolean granted() {
        return verdict instanceof ClaimVerdict.Granted;
    }
}
