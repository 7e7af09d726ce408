package io.tokenwell;

import java.util.UUID;
import reactor.core.publisher.Mono;

/**
 * Calls of an {@link AccessTokenProvider} by the ids of accounts. Ids are texts; a number or a UUID stands for its usual
 * text, so {@code 42L} and {@code "42"} name one account. Safe for use by any thread, as all of a provider.
 *
 * @since 0.1
 */
public interface TokensById {

    /**
     * Loads an account, then returns its token as {@link AccessTokenProvider#getAccessToken(Account)} does.
     *
     * @param accountId id of the stored account
     * @return as {@link AccessTokenProvider#getAccessToken(Account)}; also errors with {@link AccountNotFoundException} if no row has this
     *     id
     */
    Mono<String> getAccessToken(String accountId);

    /**
     * Loads the account if necessary, then does what {@link AccessTokenProvider#replaceRejected(Account, String)} does.
     *
     * @param accountId id of the stored account
     * @param rejectedAccessToken the token that was sent upstream, exactly as the provider returned it
     * @return as {@link AccessTokenProvider#replaceRejected(Account, String)}; also errors with {@link AccountNotFoundException} if no row
     *     has this id
     */
    Mono<String> replaceRejected(String accountId, String rejectedAccessToken);

    /**
     * Loads the account if necessary, then does what {@link AccessTokenProvider#replaceRejected(Account, String, Rejection)} does.
     *
     * @param accountId id of the stored account
     * @param rejectedAccessToken the token that was sent upstream, exactly as the provider returned it
     * @param rejection what the 401 says about the token
     * @return as {@link #replaceRejected(String, String)}
     */
    default Mono<String> replaceRejected(String accountId, String rejectedAccessToken, Rejection rejection) {
        return replaceRejected(accountId, rejectedAccessToken);
    }

    /**
     * Does what {@link AccessTokenProvider#invalidate(Account)} does.
     *
     * @param accountId id of the account whose credentials were replaced
     * @return as {@link AccessTokenProvider#invalidate(Account)}
     */
    Mono<Void> invalidate(String accountId);

    /**
     * Removes the mark of an account whose refresh token was refused permanently, and ends its cooldown: the next call
     * tries the token again. For refusals whose reason was not the token, such as a wrong client id or a user who was
     * disabled for a while. It is not needed after a new login. Instances that have seen the mark notice the removal
     * within {@code failureCooldown}.
     *
     * @param accountId id of the account
     * @return a cold {@link Mono} that emits true if there was a mark and false if there was none, and never completes
     *     empty; it errors with {@link AccountNotFoundException} if no row has this id, and with
     *     {@link TokenStorageException} if the account table cannot be reached or does not support marks
     */
    default Mono<Boolean> reinstate(String accountId) {
        return Mono.error(() -> TokenStorageException.unsupported(
                accountId, TokenStorageException.Backend.PROVIDER, StorageOperation.ACCOUNTS_REINSTATE));
    }

    /**
     * Does what {@link #getAccessToken(String)} does, for an id that is a number.
     *
     * @param accountId id of the stored account
     * @return as {@link #getAccessToken(String)}
     */
    default Mono<String> getAccessToken(long accountId) {
        return getAccessToken(Long.toString(accountId));
    }

    /**
     * Does what {@link #replaceRejected(String, String)} does, for an id that is a number.
     *
     * @param accountId id of the stored account
     * @param rejectedAccessToken the token that was sent upstream
     * @return as {@link #replaceRejected(String, String)}
     */
    default Mono<String> replaceRejected(long accountId, String rejectedAccessToken) {
        return replaceRejected(Long.toString(accountId), rejectedAccessToken);
    }

    /**
     * Does what {@link #replaceRejected(String, String, Rejection)} does, for an id that is a number.
     *
     * @param accountId id of the stored account
     * @param rejectedAccessToken the token that was sent upstream
     * @param rejection what the 401 says about the token
     * @return as {@link #replaceRejected(String, String, Rejection)}
     */
    default Mono<String> replaceRejected(long accountId, String rejectedAccessToken, Rejection rejection) {
        return replaceRejected(Long.toString(accountId), rejectedAccessToken, rejection);
    }

    /**
     * Does what {@link #invalidate(String)} does, for an id that is a number.
     *
     * @param accountId id of the stored account
     * @return as {@link #invalidate(String)}
     */
    default Mono<Void> invalidate(long accountId) {
        return invalidate(Long.toString(accountId));
    }

    /**
     * Does what {@link #reinstate(String)} does, for an id that is a number.
     *
     * @param accountId id of the stored account
     * @return as {@link #reinstate(String)}
     */
    default Mono<Boolean> reinstate(long accountId) {
        return reinstate(Long.toString(accountId));
    }

    /**
     * Does what {@link #getAccessToken(String)} does, for an id that is a UUID.
     *
     * @param accountId id of the stored account
     * @return as {@link #getAccessToken(String)}
     */
    default Mono<String> getAccessToken(UUID accountId) {
        return getAccessToken(accountId.toString());
    }

    /**
     * Does what {@link #replaceRejected(String, String)} does, for an id that is a UUID.
     *
     * @param accountId id of the stored account
     * @param rejectedAccessToken the token that was sent upstream
     * @return as {@link #replaceRejected(String, String)}
     */
    default Mono<String> replaceRejected(UUID accountId, String rejectedAccessToken) {
        return replaceRejected(accountId.toString(), rejectedAccessToken);
    }

    /**
     * Does what {@link #replaceRejected(String, String, Rejection)} does, for an id that is a UUID.
     *
     * @param accountId id of the stored account
     * @param rejectedAccessToken the token that was sent upstream
     * @param rejection what the 401 says about the token
     * @return as {@link #replaceRejected(String, String, Rejection)}
     */
    default Mono<String> replaceRejected(UUID accountId, String rejectedAccessToken, Rejection rejection) {
        return replaceRejected(accountId.toString(), rejectedAccessToken, rejection);
    }

    /**
     * Does what {@link #invalidate(String)} does, for an id that is a UUID.
     *
     * @param accountId id of the stored account
     * @return as {@link #invalidate(String)}
     */
    default Mono<Void> invalidate(UUID accountId) {
        return invalidate(accountId.toString());
    }

    /**
     * Does what {@link #reinstate(String)} does, for an id that is a UUID.
     *
     * @param accountId id of the stored account
     * @return as {@link #reinstate(String)}
     */
    default Mono<Boolean> reinstate(UUID accountId) {
        return reinstate(accountId.toString());
    }
}
