package io.tokenwell.example.lab.worker.spring;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactories;
import io.tokenwell.example.lab.worker.Contestant;
import io.tokenwell.example.lab.worker.Pools;
import io.tokenwell.example.lab.worker.WorkerArguments;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.security.oauth2.client.AuthorizedClientServiceReactiveOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.ClientAuthorizationException;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.R2dbcReactiveOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.ReactiveOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.RefreshTokenReactiveOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryReactiveClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ReactiveClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import reactor.core.publisher.Mono;

/**
 * Spring Security's manager for work outside of a request, on its R2DBC store. All is as a user gets it, except that a
 * refresh is due a second before the end instead of sixty: no token of the lab lives for a minute.
 */
public final class SpringContestant implements Contestant {

    /** Spring Boot's defaults for pools. */
    private static final int CONNECTIONS = 10;

    private static final Duration IDLE_TIME = Duration.ofMinutes(30);
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(1);

    private final ReactiveOAuth2AuthorizedClientManager manager;
    private final ConnectionPool pool;

    private SpringContestant(ReactiveOAuth2AuthorizedClientManager manager, ConnectionPool pool) {
        this.manager = manager;
        this.pool = pool;
    }

    /**
     * Connects an instance.
     *
     * @param arguments where its servers are; it has no use for Redis
     * @param clock the instance's clock
     * @return the contestant
     */
    public static SpringContestant of(WorkerArguments arguments, Clock clock) {
        ConnectionPool pool =
                new ConnectionPool(ConnectionPoolConfiguration.builder(ConnectionFactories.get(arguments.database()))
                        .initialSize(CONNECTIONS)
                        .maxSize(CONNECTIONS)
                        .maxIdleTime(IDLE_TIME)
                        .build());
        ReactiveClientRegistrationRepository registrations =
                new InMemoryReactiveClientRegistrationRepository(registration(arguments.tokenUri()));
        AuthorizedClientServiceReactiveOAuth2AuthorizedClientManager manager =
                new AuthorizedClientServiceReactiveOAuth2AuthorizedClientManager(
                        registrations,
                        new R2dbcReactiveOAuth2AuthorizedClientService(DatabaseClient.create(pool), registrations));
        manager.setAuthorizedClientProvider(refreshing(clock));
        return new SpringContestant(manager, pool);
    }

    private static RefreshTokenReactiveOAuth2AuthorizedClientProvider refreshing(Clock clock) {
        RefreshTokenReactiveOAuth2AuthorizedClientProvider provider =
                new RefreshTokenReactiveOAuth2AuthorizedClientProvider();
        provider.setClock(clock);
        provider.setClockSkew(CLOCK_SKEW);
        return provider;
    }

    /** A public client, so that its id is in the form. Nobody logs in here: the other addresses are never used. */
    private static ClientRegistration registration(URI tokenUri) {
        return ClientRegistration.withRegistrationId(SpringTables.REGISTRATION)
                .clientId("lab")
                .clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .authorizationUri("http://127.0.0.1/authorize")
                .redirectUri("http://127.0.0.1/authorized")
                .tokenUri(tokenUri.toString())
                .build();
    }

    @Override
    public Mono<String> accessToken(long accountId) {
        return Mono.defer(() ->
                        manager.authorize(OAuth2AuthorizeRequest.withClientRegistrationId(SpringTables.REGISTRATION)
                                .principal(Long.toString(accountId))
                                .build()))
                .map(client -> client.getAccessToken().getTokenValue());
    }

    /** There is no cache to be told: the new login is in the table. */
    @Override
    public Mono<Void> forget(long accountId) {
        return Mono.empty();
    }

    /** After this one the stored client is gone. */
    @Override
    public boolean retryable(Throwable failure) {
        return !(failure instanceof ClientAuthorizationException refused
                && OAuth2ErrorCodes.INVALID_GRANT.equals(refused.getError().getErrorCode()));
    }

    @Override
    public PoolFigures stats() {
        return Pools.figures(pool);
    }
}
