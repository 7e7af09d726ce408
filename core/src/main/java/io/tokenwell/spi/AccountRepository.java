package io.tokenwell.spi;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.TokenStorageException;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * The accounts and the claims on them: the one place that decides who refreshes.
 *
 * <p>All methods are lazy, each subscription is an attempt of its own, and all are safe for use by any thread. An outage
 * is an {@link io.tokenwell.TokenStorageException}, never an empty. Returned accounts are fresh snapshots; a row that is no
 * readable account is an {@link io.tokenwell.InvalidAccountException}. Cancelling may leave a statement behind that takes
 * effect: a claim frees itself in time, a completion is found by repeating it.
 *
 * @since 0.1
 */
public interface AccountRepository {

    /**
     * Reads a row.
     *
     * @param accountId id of the row
     * @return emits the account; completes empty when there is no such row; errors on an outage
     */
    Mono<Account> findById(long accountId);

    /**
     * In one atomic step, takes the claim on an account if nobody may hold it any more, and reads the row. A running claim
     * lasts for its time; on the same refresh token it is then respected for {@link ClaimRequest#grace()} more ({@link
     * ClaimVerdict.Silent}); pauses and marks hold for their refresh token. A claim that was neither completed nor
     * abandoned, or was postponed with an unknown outcome, is told to the next claimant as an unfinished attempt, as long
     * as the row has the refresh token that it had then.
     *
     * @param request account, asker and life of the claim
     * @return emits the row with the verdict; completes empty when there is no such row (nothing is
     *     claimed); errors on an outage, in which case the claim may have been taken and frees itself in time
     */
    Mono<RefreshClaim> claimRefresh(ClaimRequest request);

    /**
     * Stores redeemed credentials and frees the claim, in one atomic step, provided that the row still has the version
     * and the refresh token that the claim read. Compare-and-set: a stale loser changes nothing. Only the credentials
     * are written, and of them only what the redemption changed, added or removed since the claim read them
     * ({@link CredentialChanges}): a key that it did not touch keeps what the row has now. Repeating a completion that
     * succeeded emits true.
     *
     * @param claim the claim under which they were redeemed; an expired claim does not hinder
     * @param redeemed the whole new document
     * @return emits true when the row holds these changes; false when it was changed meanwhile in version, refresh token
     *     or, after the completion, in what that wrote; false when it is gone; never empty; errors on an outage, in
     *     which case they may have been stored
     */
    Mono<Boolean> complete(RefreshClaim claim, Credentials redeemed);

    /**
     * Frees the claim if the asker still holds it and it is not marked, and reads the row again. What an earlier attempt left behind stays told.
     *
     * @param claim the claim that will not be completed
     * @return emits the row; completes empty when there is no such row; errors on an outage
     */
    Mono<Account> abandon(RefreshClaim claim);

    /**
     * Ends an attempt that failed, and lets nobody claim the account for a while: the fate of its refresh token is
     * unknown, or the server asked to wait. Reads the row again. While the pause lasts, others are told
     * {@link ClaimVerdict.CoolingDown}; it is over at once when the row gets another refresh token. Where the outcome is
     * unknown, the next claimant of the same refresh token is told of this attempt.
     *
     * @param claim the claim that will not be completed, unless its answer still comes
     * @param cooldown why, and how long the claim stays taken from now on, on the store's own clock; longer or shorter than
     *     it was, at least one millisecond
     * @return emits the row, the claim untouched if it ended or another has taken it; completes empty when there is no such
     *     row; errors on an outage
     */
    Mono<Account> postpone(RefreshClaim claim, Cooldown cooldown);

    /**
     * Ends an attempt whose refresh token the server refused for good, and marks that token, provided that the row still
     * has it. From then on a claim is answered with {@link ClaimVerdict.LoginRequired}, until the row gets another
     * refresh token, by whatever means, or {@link ClaimRequest#triesMarkedAfter()} has passed since the claim was taken, or
     * the mark is taken back. Only the claim's holder can mark. Reads the row again.
     *
     * @param claim the claim whose refresh token was refused
     * @param reason why, without secrets
     * @return emits the row: marked if it has the claim's refresh token, else only freed of the claim; completes empty when
     *     there is no such row; errors on an outage
     */
    Mono<Account> markReauthorizationRequired(RefreshClaim claim, String reason);

    /**
     * Finds accounts whose next claimant would be told of an unfinished attempt, and that may be claimed now: what such an
     * attempt redeemed may lie in escrow, though nobody asks for the account. May find some that have another refresh token by
     * now. Changes nothing.
     *
     * @param query which, and how many
     * @return emits ids of accounts, ascending, at most as many as asked for; an empty list when there are none, or where the
     *     store keeps no such record, as by default; never empty; errors on an outage
     */
    default Mono<List<Long>> unfinished(UnfinishedQuery query) {
        return Mono.just(List.of());
    }

    /**
     * Takes back the mark of an account, whoever made it: the next asker gets the claim, as if the refresh token had never
     * been refused. What an earlier attempt left behind stays told. A claim that is no mark is left as it is.
     *
     * @param accountId the account
     * @return emits true if there was a mark; false if there was none, or no such row; never empty; errors on an outage, and
     *     where marks cannot be taken back
     */
    default Mono<Boolean> reinstate(long accountId) {
        return Mono.error(() ->
                new TokenStorageException(accountId, "account repository", "reinstate: it knows no such thing", null));
    }
}
