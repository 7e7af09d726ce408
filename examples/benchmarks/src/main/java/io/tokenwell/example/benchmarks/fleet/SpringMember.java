package io.tokenwell.example.benchmarks.fleet;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactories;
import io.tokenwell.Account;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.security.oauth2.client.AuthorizedClientServiceReactiveOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.R2dbcReactiveOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.RefreshTokenReactiveOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryReactiveClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import reactor.core.publisher.Mono;

/** Spring Security's reactive manager on its R2DBC store, with its defaults. It has no use for Redis. */
final class SpringMember implements Member {

    /** Spring Boot's default for pools. */
    private static final int CONNECTIONS = 10;

    private final ConnectionPool pool;
    private final AuthorizedClientServiceReactiveOAuth2AuthorizedClientManager manager;

    SpringMember(Servers servers, Setup setup) {
        pool = new ConnectionPool(ConnectionPoolConfiguration.builder(ConnectionFactories.get(servers.r2dbcUrl()))
                .initialSize(CONNECTIONS)
                .maxSize(CONNECTIONS)
                .build());
        InMemoryReactiveClientRegistrationRepository registrations = new InMemoryReactiveClientRegistrationRepository(
                registration(servers.authorization().tokenUri()));
        manager = new AuthorizedClientServiceReactiveOAuth2AuthorizedClientManager(
                registrations,
                new R2dbcReactiveOAuth2AuthorizedClientService(
                        DatabaseClient.create(setup.connections().apply(pool)), registrations));
        manager.setAuthorizedClientProvider(new RefreshTokenReactiveOAuth2AuthorizedClientProvider());
    }

    /** A public client. Nobody logs in here: the other addresses are never used. */
    private static ClientRegistration registration(String tokenUri) {
        return ClientRegistration.withRegistrationId(SpringTable.REGISTRATION)
                .clientId("benchmarks")
                .clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .authorizationUri("http://127.0.0.1/authorize")
                .redirectUri("http://127.0.0.1/authorized")
                .tokenUri(tokenUri)
                .build();
    }

    @Override
    public Mono<String> token(Account account) {
        return token(Long.parseLong(account.id()));
    }

    @Override
    public Mono<String> token(long accountId) {
        return Mono.defer(() ->
                        manager.authorize(OAuth2AuthorizeRequest.withClientRegistrationId(SpringTable.REGISTRATION)
                                .principal(Long.toString(accountId))
                                .build()))
                .map(client -> client.getAccessToken().getTokenValue());
    }

    @Override
    public void close() {
        pool.dispose();
    }
}
