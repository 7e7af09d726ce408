package io.tokenwell.http;

import io.tokenwell.Account;
import io.tokenwell.ShownText;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Details;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.spi.TokenEndpoint;
import io.tokenwell.spi.TokenGrant;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Token endpoint that passes each account to the endpoint of its platform. An account of another platform gets an error
 * of outcome {@code NOT_SENT}. Closes the endpoints together. Safe for use by any thread.
 *
 * @since 0.1
 */
public final class PlatformEndpoints implements TokenEndpoint, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PlatformEndpoints.class);

    private final Map<String, TokenEndpoint> endpoints;

    /**
     * Creates an endpoint for the platforms of a map, which is copied.
     *
     * @param endpoints endpoints by {@link Account#platform()}, which is compared exactly
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

    /** Returns the keys of the map, except those whose endpoint serves other platforms only. */
    @Override
    public Optional<Set<String>> platforms() {
        return Optional.of(endpoints.entrySet().stream()
                .filter(entry -> entry.getValue()
                        .platforms()
                        .map(own -> own.contains(entry.getKey()))
                        .orElse(true))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * Closes all endpoints that can be closed, at the same time: those of this package like
     * {@link HttpTokenEndpoint#close(Duration)}, any other {@link AutoCloseable} by its {@code close()}.
     *
     * @param limit how long to wait for answers
     * @return completes when all are closed; never errors. Cancelling ends the wait only, so subscribe again
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
        return Mono.fromRunnable(() -> end(endpoint));
    }

    /** Closes all endpoints that can be closed, like {@link HttpTokenEndpoint#close()}. */
    @Override
    public void close() {
        endpoints.values().stream().distinct().forEach(PlatformEndpoints::end);
    }

    /** One that fails keeps no other one open. */
    private static void end(TokenEndpoint endpoint) {
        if (endpoint instanceof AutoCloseable open) {
            try {
                open.close();
            } catch (Exception failure) {
                log.warn("Token endpoint not closed: error={}", ShownText.line(failure));
            }
        }
    }

    private static Mono<TokenGrant> unknown(Account account) {
        return Mono.error(() -> new TokenEndpointException(
                account.id(),
                new Details(Outcome.NOT_SENT, 0, "no_endpoint", false, null),
                "no token endpoint for its platform",
                null));
    }
}
