package io.tokenwell.http;

import io.tokenwell.Account;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Details;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.spi.TokenEndpoint;
import io.tokenwell.spi.TokenGrant;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Sends each account to its platform's endpoint; an account of any other platform gets an error of outcome
 * {@code NOT_SENT}. Closes them together. Safe for use by any thread.
 *
 * @since 0.1
 */
public final class PlatformEndpoints implements TokenEndpoint, Disposable {

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

    /**
     * Closes all that can be closed, at the same time: those of this package as {@link HttpTokenEndpoint#close} does, any other
     * {@link Disposable} at once.
     *
     * @param limit how long answers are waited for
     * @return completes when all are closed; never errors
     */
    public Mono<Void> close(Duration limit) {
        return Flux.fromStream(() -> endpoints.values().stream().distinct())
                .flatMap(endpoint -> closed(endpoint, limit), Integer.MAX_VALUE)
                .then();
    }

    private static Mono<Void> closed(TokenEndpoint endpoint, Duration limit) {
        if (endpoint instanceof HttpTokenEndpoint http) {
            return http.close(limit);
        }
        if (endpoint instanceof PlatformEndpoints more) {
            return more.close(limit);
        }
        return endpoint instanceof Disposable other ? Mono.fromRunnable(other::dispose) : Mono.empty();
    }

    /** Closes all that can be closed at once, as {@link HttpTokenEndpoint#dispose} does. */
    @Override
    public void dispose() {
        disposables().forEach(Disposable::dispose);
    }

    /** Whether closing all that can be closed has begun. */
    @Override
    public boolean isDisposed() {
        return disposables().allMatch(Disposable::isDisposed);
    }

    private Stream<Disposable> disposables() {
        return endpoints.values().stream().filter(Disposable.class::isInstance).map(Disposable.class::cast);
    }

    private static Mono<TokenGrant> unknown(Account account) {
        return Mono.error(() -> new TokenEndpointException(
                account.id(),
                new Details(Outcome.NOT_SENT, 0, "no_endpoint", false, null),
                "no token endpoint for its platform",
                null));
    }
}
