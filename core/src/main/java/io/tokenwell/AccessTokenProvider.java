package io.tokenwell;

import reactor.core.publisher.Mono;

/**
 * Provider of valid OAuth2 access tokens of many upstream accounts.
 *
 * <p>Every {@link Mono} is cold: nothing happens before it is subscribed to, and each subscription is a new call. Calls
 * for the same account that overlap in one process share one piece of work (single flight). Cancelling a subscription
 * ends only the wait of that caller; a refresh that is under way is completed, so that a rotated refresh token is never
 * lost.
 *
 * <p>All methods report the same mistakes alike: a null account, and a text that is no id ({@link AccountIds}), as an
 * {@link InvalidAccountException}; an id that no row has, or has any more, as an {@link AccountNotFoundException}. Calls by
 * id are those of {@link TokensById}.
 *
 * <p>Implementations are safe for use by any number of threads, and never block a thread.
 *
 * @since 0.1
 */
public interface AccessTokenProvider extends TokensById {

    /**
     * Returns the current access token of an account. The token is refreshed first if that is due.
     *
     * @param account the caller's snapshot of the account; never modified
     * @return a cold {@link Mono} that emits exactly one token and never completes empty; it errors with an
     *     {@link AccessTokenException}, whose {@link AccessTokenException#retryable()} reports whether the same call
     *     may succeed later
     */
    Mono<String> getAccessToken(Account account);

    /**
     * Returns another token than the one that an upstream has rejected. For callers whose request was answered with
     * 401, with the error {@code invalid_token} where the upstream names one (RFC 6750, section 3.1: expired, revoked,
     * malformed, or invalid for other reasons). If the current token differs from the rejected one, it is returned.
     * Otherwise a new token is redeemed, once in the whole fleet, no matter how many callers of how many instances
     * present the same rejected token. Call it once per request: if the upstream rejects the new token as well, its 401
     * is the final answer.
     *
     * <p>An upstream that rejects every token costs two redemptions. Further redemptions whose only reason is a
     * rejection have to wait, longer each time ({@code RefreshSettings.rejectedCooldown}), on all instances and also
     * after a restart. A refresh that is due does not wait. A new login ends the wait. The rejection counts as
     * {@link Rejection#UNEXPLAINED}; callers that know more use {@link #replaceRejected(Account, String, Rejection)}.
     *
     * <p>The rejected token is compared without surrounding white space. Only its fingerprint is kept, for as long as
     * the call and the wait last. Nothing happens before the subscription. Cancelling ends the wait of this caller; a
     * refresh that is under way is completed.
     *
     * @param account the caller's snapshot of the account; never modified, and not used as the source of the answer if
     *     the row can be read
     * @param rejectedAccessToken the token that was sent upstream, exactly as the provider returned it
     * @return a cold {@link Mono} that emits exactly one token, never the rejected one, and never completes empty; it
     *     errors with an {@link AccessTokenException} if there is no other token: with the reason, for example
     *     {@link ReauthorizationRequiredException}; with {@link TokenRefreshPendingException} ("the account still has
     *     the rejected token") during a cooldown, during the refresh of another instance, and where another system
     *     refreshes the tokens of the platform; with {@link InvalidAccountException} if the rejected token is null or
     *     blank
     */
    Mono<String> replaceRejected(Account account, String rejectedAccessToken);

    /**
     * Does what {@link #replaceRejected(Account, String)} does, and counts the refresh for the given kind of rejection.
     * Each kind has its own allowance, so that 401s for other reasons do not prevent a revoked token from being
     * replaced. Decorators should pass the kind on. By default the kind is ignored, and every rejection counts as
     * {@link Rejection#UNEXPLAINED}.
     *
     * @param account as in {@link #replaceRejected(Account, String)}
     * @param rejectedAccessToken the token that was sent upstream, exactly as the provider returned it
     * @param rejection what the 401 says about the token
     * @return as {@link #replaceRejected(Account, String)}
     */
    default Mono<String> replaceRejected(Account account, String rejectedAccessToken, Rejection rejection) {
        return replaceRejected(account, rejectedAccessToken);
    }

    /**
     * Removes the cached token of an account on every instance that shares the cache, and ends its cooldown. Call it
     * after a new login was stored with a greater {@code _token_version}. Tokens of older versions are no longer cached
     * from then on.
     *
     * @param account the account whose credentials were replaced
     * @return a cold {@link Mono} that completes empty when the entry is removed (also if there was none) and the token
     *     of the row is cached in its place; it errors with {@link TokenStorageException} if the cache cannot be
     *     reached, or if the row cannot be read, and with {@link AccountNotFoundException} if there is no such row. In
     *     the last two cases the entry is removed and nothing is cached for some minutes; call again to repair that
     */
    Mono<Void> invalidate(Account account);

    /**
     * Does what {@link #reinstate(String)} does.
     *
     * @param account the account, or an older snapshot of it
     * @return as {@link #reinstate(String)}
     */
    default Mono<Boolean> reinstate(Account account) {
        return account == null ? Mono.error(InvalidAccountException::noAccount) : reinstate(account.id());
    }
}
