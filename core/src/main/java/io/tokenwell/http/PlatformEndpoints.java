package io.tokenwell.http;

import io.tokenwell.Account;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Details;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.spi.TokenEndpoint;
import io.tokenwell.spi.TokenGrant;
import java.util.Map;
import reactor.core.publisher.Mono;

/**
 * Sends each account to its platform's endpoint; an account of any other platform gets an error of outcome
 * {@code NOT_SENT}. Safe for use by any thread.
 */
public final class PlatformEndpoints implements TokenEndpoint {

    private final Map<String, TokenEndpoint> endpoints;

    /**
     * Copies the table.
     *
     * @param endpoints endpoints by {@link Account#platform()}, compared exactly
     */
    public PlatformEndpoints(Map<String, TokenEndpoint> endpoints) {
        this.endpoints = Map.copyOf(endpoints);
    }

    @Override
    public Mono<TokenGrant> redeem(Account account) {
        return endpoints
                .getOrDefault(account.platform(), PlatformEndpoints::unknown)
                .redeem(account);
    }

    private static Mono<TokenGrant> unknown(Account account) {
        return Mono.error(() -> new TokenEndpointException(
                account.id(),
                new Details(Outcome.NOT_SENT, 0, "no_endpoint", false, null),
                "no token endpoint for its platform",
                null));
    }
}
