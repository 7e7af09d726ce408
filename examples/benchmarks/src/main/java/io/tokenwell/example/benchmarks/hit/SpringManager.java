package io.tokenwell.example.benchmarks.hit;

import java.time.Instant;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.AuthorizedClientServiceReactiveOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.InMemoryReactiveOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.ReactiveOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.RefreshTokenReactiveOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryReactiveClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ReactiveClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AccessToken.TokenType;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import reactor.core.publisher.Mono;

/** Spring Security's manager on its in-memory store; the request is made once. Safe for use by any thread. */
@State(Scope.Benchmark)
public class SpringManager {

    private static final String REGISTRATION = "openai";

    private final Authentication principal = new TestingAuthenticationToken("1", "");
    private final OAuth2AuthorizeRequest request = OAuth2AuthorizeRequest.withClientRegistrationId(REGISTRATION)
            .principal(principal)
            .build();
    private final ClientRegistration registration = registration();
    private final ReactiveClientRegistrationRepository registrations =
            new InMemoryReactiveClientRegistrationRepository(registration);
    private final ReactiveOAuth2AuthorizedClientService clients =
            new InMemoryReactiveOAuth2AuthorizedClientService(registrations);
    private final AuthorizedClientServiceReactiveOAuth2AuthorizedClientManager manager =
            new AuthorizedClientServiceReactiveOAuth2AuthorizedClientManager(registrations, clients);

    /** For JMH. */
    public SpringManager() {}

    /** Stores a login. */
    @Setup
    public void fill() {
        clients.saveAuthorizedClient(login(), principal).block();
        manager.setAuthorizedClientProvider(new RefreshTokenReactiveOAuth2AuthorizedClientProvider());
        FirstHit.onTheSpot(hit());
    }

    /** Nobody logs in or refreshes: the addresses are never used. */
    private static ClientRegistration registration() {
        return ClientRegistration.withRegistrationId(REGISTRATION)
                .clientId("benchmark")
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .authorizationUri("http://127.0.0.1/authorize")
                .redirectUri("http://127.0.0.1/authorized")
                .tokenUri("http://127.0.0.1/token")
                .build();
    }

    private OAuth2AuthorizedClient login() {
        Instant now = Instant.now();
        return new OAuth2AuthorizedClient(
                registration,
                principal.getName(),
                new OAuth2AccessToken(TokenType.BEARER, SampleAccounts.token(1), now, SampleAccounts.expiry()),
                new OAuth2RefreshToken("refresh-1", now));
    }

    Mono<OAuth2AuthorizedClient> hit() {
        return manager.authorize(request);
    }
}
