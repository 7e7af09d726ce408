package io.tokenwell.spi;

import io.tokenwell.Account;

/**
 * What {@link AccountRepository#claimRefresh} found. Immutable and safe for use by any thread.
 *
 * @param account the row as it is stored now
 * @param owner who asked
 * @param granted true if the claim is the asker's; false if another's claim still lasts
 */
public record RefreshClaim(Account account, String owner, boolean granted) {}
