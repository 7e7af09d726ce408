package io.tokenwell.spi;

import java.time.Duration;

/**
 * Request to be the one who refreshes an account.
 *
 * @param accountId the account
 * @param owner owner of the claim; unique per attempt
 * @param timeToLive time after which another owner may take the claim, on the clock of the store
 * @param grace how much longer the expired claim of another owner is respected if it was not ended: its holder may be
 *     suspended rather than dead, and may have an answer that is not stored yet. Ends at once when the row has another
 *     refresh token
 * @param triesMarkedAfter time after which the claim is granted although the token is marked, as the refusal may have
 *     had another reason than the token; zero: never
 * @param reuse when an attempt that has not ended is taken over early
 * @since 0.1
 */
public record ClaimRequest(
        String accountId,
        String owner,
        Duration timeToLive,
        Duration grace,
        Duration triesMarkedAfter,
        ReuseWindow reuse) {

    /**
     * Creates a request that takes nothing over early.
     *
     * @param accountId the account
     * @param owner owner of the claim; unique per attempt
     * @param timeToLive time after which another owner may take the claim
     * @param grace how much longer the expired claim of another owner is respected
     * @param triesMarkedAfter time after which the claim is granted although the token is marked; zero: never
     */
    public ClaimRequest(
            String accountId, String owner, Duration timeToLive, Duration grace, Duration triesMarkedAfter) {
        this(accountId, owner, timeToLive, grace, triesMarkedAfter, ReuseWindow.none());
    }

    /**
     * Creates a request that respects all marks.
     *
     * @param accountId the account
     * @param owner owner of the claim; unique per attempt
     * @param timeToLive time after which another owner may take the claim
     * @param grace how much longer the expired claim of another owner is respected
     */
    public ClaimRequest(String accountId, String owner, Duration timeToLive, Duration grace) {
        this(accountId, owner, timeToLive, grace, Duration.ZERO);
    }

    /**
     * Creates a request without grace that respects all marks.
     *
     * @param accountId the account
     * @param owner owner of the claim; unique per attempt
     * @param timeToLive time after which another owner may take the claim
     */
    public ClaimRequest(String accountId, String owner, Duration timeToLive) {
        this(accountId, owner, timeToLive, Duration.ZERO);
    }
}
