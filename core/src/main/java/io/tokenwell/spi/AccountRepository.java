package io.tokenwell.spi;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.StorageOperation;
import io.tokenwell.TokenStorageException;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Store of the accounts and of the claims on them. The claims decide which instance refreshes an account.
 *
 * <p>All methods are lazy, and each subscription is a new attempt. Implementations are safe for use by any thread. An
 * outage is reported as {@link io.tokenwell.TokenStorageException}, never as an empty result. Returned accounts are new
 * snapshots; a row that is not a readable account is reported as {@link io.tokenwell.InvalidAccountException}.
 * Cancelling may leave a statement behind that takes effect: a claim then frees itself in time, and a completion is
 * found when it is repeated.
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
    Mono<Account> findById(String accountId);

    /**
     * Takes the claim on an account if no other instance may hold it, and reads the row, both in one atomic step. A
     * running claim lasts for its time. If the row still has the same refresh token, the claim is then respected for
     * another {@link ClaimRequest#grace()} ({@link ClaimVerdict.Silent}). Pauses and marks hold for their refresh
     * token. A claim that was neither completed nor abandoned, or was postponed with an unknown outcome, is reported to
     * the next claimant as an unfinished attempt, as long as the row has the refresh token that it had at that time.
     * A running claim on a refresh token that the server forgives to see twice may be taken over before its time is
     * over ({@link ClaimRequest#reuse()}).
     *
     * @param request account, owner and duration of the claim
     * @return emits the row with the verdict; completes empty if there is no such row (nothing is claimed then); errors
     *     on an outage, in which case the claim may have been taken and frees itself in time
     */
    Mono<RefreshClaim> claimRefresh(ClaimRequest request);

    /**
     * Stores redeemed credentials and frees the claim in one atomic step, if the row still has the version and the
     * refresh token that the claim has read (compare-and-set): an outdated attempt changes nothing. Only the
     * credentials are written, and only what the redemption changed, added or removed since the claim read them
     * ({@link CredentialChanges}): all other keys keep the value that the row has now. Repeating a completion that
     * succeeded emits true.
     *
     * @param claim the claim under which the credentials were redeemed; it may have expired
     * @param redeemed the whole new document
     * @return emits true if the row contains these changes; false if its version, its refresh token or, after the
     *     completion, the written values were changed in the meantime; false if the row is gone; never completes empty;
     *     errors on an outage, in which case the credentials may have been stored
     */
    Mono<Boolean> complete(RefreshClaim claim, Credentials redeemed);

    /**
     * Frees the claim if its owner still holds it and it is not marked, and reads the row again. An unfinished attempt
     * before it is still reported to the next claimant.
     *
     * @param claim the claim that will not be completed
     * @return emits the row; completes empty if there is no such row; errors on an outage
     */
    Mono<Account> abandon(RefreshClaim claim);

    /**
     * Ends a failed attempt and blocks new claims on the account for a while, because the state of its refresh token is
     * unknown or because the server asked to wait. Reads the row again. During the pause, other claimants get
     * {@link ClaimVerdict.CoolingDown}. The pause ends at once when the row gets another refresh token. If the outcome
     * is unknown, this attempt is reported to the next claimant of the same refresh token. The streak of the cooldown
     * is kept with the claim and told to each next claimant of the same refresh token.
     *
     * @param claim the claim that will not be completed, unless its answer still arrives
     * @param cooldown the reason, and how long the claim stays taken from now on, on the clock of the store; may be
     *     longer or shorter than before, at least one millisecond
     * @return emits the row, with the claim unchanged if it has ended or another owner has taken it; completes empty if
     *     there is no such row; errors on an outage
     */
    Mono<Account> postpone(RefreshClaim claim, Cooldown cooldown);

    /**
     * Ends an attempt whose refresh token the server refused permanently, and marks that token, if the row still has
     * it. From then on claims get {@link ClaimVerdict.LoginRequired}, until the row gets another refresh token in any
     * way, until {@link ClaimRequest#triesMarkedAfter()} has passed since the claim was taken, or until the mark is
     * removed. A row whose {@code _token_version} is greater than the one that the claim has read is no longer marked:
     * somebody has signed in and was given the same refresh token. Only the holder of the claim can mark. Reads the row
     * again.
     *
     * @param claim the claim whose refresh token was refused
     * @param reason why, without secrets
     * @return emits the row: marked if it has the refresh token of the claim, otherwise only freed from the claim;
     *     completes empty if there is no such row; errors on an outage
     */
    Mono<Account> markReauthorizationRequired(RefreshClaim claim, String reason);

    /**
     * Finds accounts that may be claimed now and whose next claimant would get an unfinished attempt: the credentials
     * that such an attempt redeemed may be in escrow although no caller asks for the account. May also find accounts
     * that have another refresh token now. Changes nothing.
     *
     * @param query which accounts, and how many
     * @return emits ids of accounts in ascending order, at most as many as requested; emits an empty list if there are
     *     none, or if the store keeps no such record, which is the default; never completes empty; errors on an outage
     */
    default Mono<List<String>> unfinished(UnfinishedQuery query) {
        return Mono.just(List.of());
    }

    /**
     * Removes the mark of an account, no matter who set it: the next claimant gets the claim as if the refresh token
     * had never been refused. An unfinished attempt is still reported. A claim that is not a mark is not changed.
     *
     * @param accountId the account
     * @return emits true if there was a mark; emits false if there was none, or no such row; never completes empty;
     *     errors on an outage, and if the store does not support marks, which is the default
     */
    default Mono<Boolean> reinstate(String accountId) {
        return Mono.error(() -> TokenStorageException.unsupported(
                accountId, TokenStorageException.Backend.ACCOUNT_REPOSITORY, StorageOperation.ACCOUNTS_REINSTATE));
    }
}
