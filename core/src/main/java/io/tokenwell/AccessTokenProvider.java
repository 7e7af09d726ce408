package io.tokenwell;

import reactor.core.publisher.Mono;

/**
 * Hands out valid OAuth2 access tokens of many upstream accounts.
 *
 * <p>Every {@link Mono} is cold: nothing happens before it is subscribed, and each subscription is a call of its own.
 * Calls for one account that overlap in one process share one piece of work. Cancelling a subscription ends only that
 * caller's wait; a refresh under way goes on to its end, so that a rotated refresh token is never lost.
 *
 * <p>Implementations are safe for use by any number of threads, and never block one.
 */
public interface AccessTokenProvider {

    /**
     * The account's current access token, refreshed first when it is due.
     *
     * @param account the caller's snapshot of the account; never modified
     * @return emits exactly one token, never empty; errors with an {@link AccessTokenException}, whose
     *     {@link AccessTokenException#retryable()} says whether the same call may succeed later
     */
    Mono<String> getAccessToken(Account account);

    /**
     * Loads the account, then does what {@link #getAccessToken(Account)} does.
     *
     * @param accountId id of the stored account
     * @return as {@link #getAccessToken(Account)}; errors with {@link AccountNotFoundException} when no row has this id
     */
    Mono<String> getAccessToken(long accountId);

    /**
     * Forgets the cached token of an account, on every instance that shares the cache, and ends its cooldown. To be called
     * after a new login was stored, with a greater {@code _token_version}: what older versions bring is not cached any more.
     *
     * @param account the account whose credentials were replaced
     * @return completes empty when the entry is gone (also when there was none); errors with
     *     {@link TokenStorageException} when the cache cannot be reached
     */
    Mono<Void> invalidate(Account account);

    /**
     * The original's ten counters, counted since this provider was built.
     *
     * @return a snapshot; counters are read one by one, not at one instant
     */
    RuntimeMetrics snapshotMetrics();
}
