package io.tokenwell.spi;

import java.time.Duration;

/**
 * Wish to be the one who refreshes an account. Immutable and safe for use by any thread.
 *
 * @param accountId the account
 * @param owner who asks; unique to the attempt
 * @param timeToLive after which the claim may be taken by another, on the store's own clock
 * @param grace how much longer another's claim is respected that ran out without a word: its holder may stand still instead
 *     of being dead, and hold an answer in its hands. Over at once when the row has another refresh token
 * @param triesMarkedAfter how long after a mark was made the claim is granted in spite of it, as what the server refused may
 *     have been something else than the token; zero: never
 * @since 0.1
 */
public record ClaimRequest(
        long accountId, String owner, Duration timeToLive, Duration grace, Duration triesMarkedAfter) {

    /**
     * A request that respects all marks.
     *
     * @param accountId as above
     * @param owner as above
     * @param timeToLive as above
     * @param grace as above
     */
    public ClaimRequest(long accountId, String owner, Duration timeToLive, Duration grace) {
        this(accountId, owner, timeToLive, grace, Duration.ZERO);
    }

    /**
     * A request without grace.
     *
     * @param accountId as above
     * @param owner as above
     * @param timeToLive as above
     */
    public ClaimRequest(long accountId, String owner, Duration timeToLive) {
        this(accountId, owner, timeToLive, Duration.ZERO);
    }
}
