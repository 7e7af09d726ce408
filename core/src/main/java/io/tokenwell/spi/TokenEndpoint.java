package io.tokenwell.spi;

import io.tokenwell.Account;
import io.tokenwell.TokenEndpointException;
import java.util.Optional;
import java.util.Set;
import reactor.core.publisher.Mono;

/**
 * Endpoint of an authorization server that redeems refresh tokens (RFC 6749 section 6). Implementations are safe for
 * use by any thread.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface TokenEndpoint {

    /**
     * Sends the refresh token of an account, once per subscription. A request that the server may have received is
     * never repeated.
     *
     * @param account the account, with the refresh token to redeem
     * @return emits the answer, translated to the stored keys; never completes empty; errors with a
     *     {@link TokenEndpointException} that says what is known about the refresh token. {@code NOT_SENT} without a
     *     code means that the connection failed and that the request may be tried again at once. Callers must not
     *     cancel: cancelling may leave a request behind whose outcome is lost
     */
    Mono<TokenGrant> redeem(Account account);

    /**
     * Returns the names of the platforms that this endpoint serves. A provider is not built if they do not fit its own:
     * otherwise a misspelt name would show when the first token ends. Decorators should pass them on.
     *
     * @return values of {@link Account#platform()}; empty, which is the default, if the endpoint serves any or does not
     *     know
     */
    default Optional<Set<String>> platforms() {
        return Optional.empty();
    }

    /**
     * Returns an endpoint for applications that have none: stored tokens are served while valid.
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
