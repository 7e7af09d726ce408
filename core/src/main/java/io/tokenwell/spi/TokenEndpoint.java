package io.tokenwell.spi;

import io.tokenwell.Account;
import io.tokenwell.TokenEndpointException;
import reactor.core.publisher.Mono;

/**
 * Redeems refresh tokens at an authorization server (RFC 6749 section 6). Safe for use by any thread.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface TokenEndpoint {

    /**
     * Sends the account's refresh token, once per subscription. Never repeats a request that may have been seen.
     *
     * @param account the account, with the refresh token to redeem
     * @return emits the answer, translated to the keys that are stored; never empty; errors with a
     *     {@link TokenEndpointException} that says what is known about the refresh token;
     *     {@code NOT_SENT} without a code means that the way there failed, and may be tried again at once. Cancelling may leave a request
     *     behind whose outcome nobody learns: callers must not cancel
     */
    Mono<TokenGrant> redeem(Account account);

    /**
     * Stands in where no endpoint is configured.
     *
     * @return an endpoint that answers every account with an error of outcome {@code NOT_SENT}
     */
    static TokenEndpoint none() {
        return account -> Mono.error(() -> new TokenEndpointException(
                account.id(),
                new TokenEndpointException.Details(
                        TokenEndpointException.Outcome.NOT_SENT, 0, "no_endpoint", false, null),
                "no token endpoint is configured",
                null));
    }
}
