package io.tokenwell.spi;

import java.time.Duration;

/**
 * Wish to be the one who refreshes an account. Immutable and safe for use by any thread.
 *
 * @param accountId the account
 * @param owner who asks; unique to the attempt
 * @param timeToLive after which the claim may be taken by another, on the store's own clock
 */
public record ClaimRequest(long accountId, String owner, Duration timeToLive) {}
