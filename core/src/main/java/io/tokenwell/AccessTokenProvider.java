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
 *
 * @since 0.1
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
     * Another token than the one that an upstream has rejected: for the caller who was answered 401, with the error
     * {@code invalid_token} where the upstream names one (RFC 6750, section 3.1: expired, revoked, malformed, or invalid for
     * other reasons). The current token if that is another one by now; else one that is redeemed for it, once in the whole
     * fleet, however many callers of however many instances were refused with the old one. To be called once per request:
     * where the new token is rejected as well, the 401 is the upstream's answer.
     *
     * <p>An upstream that rejects every token costs two redemptions. Further ones that nothing but rejections ask for have to
     * wait, longer each time ({@code RefreshSettings.rejectedCooldown}), on all instances and after a restart as well; a
     * refresh that is due is not held up. A new login ends the wait. Here the rejection counts as
     * {@link Rejection#UNEXPLAINED}; whoever knows more says it with {@link #replaceRejected(Account, String, Rejection)}.
     *
     * <p>The rejected token is compared without surrounding white space and kept as a fingerprint only, for as long as the
     * call and the wait last. Nothing happens before the subscription. Cancelling ends this caller's wait; a refresh under
     * way goes on.
     *
     * @param account the caller's snapshot of the account; never modified, and no source of the answer where the row can
     *     be read
     * @param rejectedAccessToken the token that was sent upstream, as it was handed out
     * @return emits exactly one token, never empty and never the rejected one; errors with an {@link AccessTokenException}
     *     if there is no other: the reason why, for example {@link ReauthorizationRequiredException}, or
     *     {@link TokenRefreshPendingException} ("the account still has the rejected token") while a cooldown or another's
     *     refresh lasts, and where others refresh the platform's tokens; {@link InvalidAccountException} if the rejected
     *     token is null or blank
     */
    Mono<String> replaceRejected(Account account, String rejectedAccessToken);

    /**
     * Loads the account if it has to, then does what {@link #replaceRejected(Account, String)} does.
     *
     * @param accountId id of the stored account
     * @param rejectedAccessToken the token that was sent upstream, as it was handed out
     * @return as {@link #replaceRejected(Account, String)}; errors with {@link AccountNotFoundException} when no row has
     *     this id
     */
    Mono<String> replaceRejected(long accountId, String rejectedAccessToken);

    /**
     * Does what {@link #replaceRejected(Account, String)} does, and counts the refresh as one of this kind: each kind has an
     * allowance of its own, so that 401s for other reasons do not keep a revoked token from being replaced. Decorators pass the
     * kind on; as long as they do not, every rejection counts as {@link Rejection#UNEXPLAINED}.
     *
     * @param account as in {@link #replaceRejected(Account, String)}
     * @param rejectedAccessToken the token that was sent upstream, as it was handed out
     * @param rejection what the answer tells of the token
     * @return as {@link #replaceRejected(Account, String)}
     */
    default Mono<String> replaceRejected(Account account, String rejectedAccessToken, Rejection rejection) {
        return replaceRejected(account, rejectedAccessToken);
    }

    /**
     * Loads the account if it has to, then does what {@link #replaceRejected(Account, String, Rejection)} does.
     *
     * @param accountId id of the stored account
     * @param rejectedAccessToken the token that was sent upstream, as it was handed out
     * @param rejection what the answer tells of the token
     * @return as {@link #replaceRejected(long, String)}
     */
    default Mono<String> replaceRejected(long accountId, String rejectedAccessToken, Rejection rejection) {
        return replaceRejected(accountId, rejectedAccessToken);
    }

    /**
     * Forgets the cached token of an account, on every instance that shares the cache, and ends its cooldown. To be called
     * after a new login was stored, with a greater {@code _token_version}: what older versions bring is not cached any more.
     *
     * @param account the account whose credentials were replaced
     * @return completes empty when the entry is gone (also when there was none) and the row's token is in its place; errors with
     *     {@link TokenStorageException} when the cache cannot be reached, or the row cannot be read: then the entry is gone, nothing
     *     is cached for some minutes, and to call again makes up for it
     */
    Mono<Void> invalidate(Account account);

    /**
     * Takes back the mark of an account whose refresh token was refused for good: the next call tries it again, and its
     * cooldown ends. For refusals that were another's fault (a wrong client id, a user who was disabled for a while); after a
     * new login nobody needs this. Instances that have found the mark notice within {@code failureCooldown}.
     *
     * @param accountId id of the account
     * @return emits whether there was a mark, never empty; errors with {@link TokenStorageException} when the account table
     *     cannot be reached, or knows no marks
     */
    default Mono<Boolean> reinstate(long accountId) {
        return Mono.error(() -> new TokenStorageException(accountId, "provider", "reinstate: it knows no marks", null));
    }

    /**
     * Does what {@link #reinstate(long)} does.
     *
     * @param account the account, or an older snapshot of it
     * @return as {@link #reinstate(long)}
     */
    default Mono<Boolean> reinstate(Account account) {
        return reinstate(account.id());
    }

    /**
     * The original's ten counters, counted since this provider was built.
     *
     * @return a snapshot; counters are read one by one, not at one instant
     */
    RuntimeMetrics snapshotMetrics();
}
