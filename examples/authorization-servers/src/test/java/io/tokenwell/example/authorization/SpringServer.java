package io.tokenwell.example.authorization;

import io.tokenwell.example.authorization.RefreshRequests.Seen;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.server.authorization.InMemoryOAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;

/** Spring Authorization Server as its users start it, by settings alone. Each refresh token works once. */
final class SpringServer implements AutoCloseable {

    static final String REDIRECT = "http://127.0.0.1:9/back";
    static final String USER = "somebody";
    static final String PASSWORD = "password-of-somebody";

    private static final String CLIENTS = "--spring.security.oauth2.authorizationserver.client.";

    /** Slow on purpose, and with its default strength the better part of what a request costs. */
    private static final PasswordEncoder PASSWORDS = new BCryptPasswordEncoder(4);

    private final ConfigurableApplicationContext context;
    private final RefreshRequests requests;
    private final OAuth2AuthorizationService authorizations;

    /** What Spring Boot does not have by itself: somebody who counts, and what of it is to be looked at. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        RefreshRequests requests() {
            return new RefreshRequests();
        }

        @Bean
        PasswordEncoder passwords() {
            return PASSWORDS;
        }

        @Bean
        OAuth2AuthorizationService authorizations() {
            return new InMemoryOAuth2AuthorizationService();
        }
    }

    SpringServer() {
        context = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.SERVLET)
                .run(settings());
        requests = context.getBean(RefreshRequests.class);
        authorizations = context.getBean(OAuth2AuthorizationService.class);
    }

    /** As options: they win over whatever the machine's environment has. */
    private static String[] settings() {
        List<String> options = new ArrayList<>(List.of(
                "--server.address=127.0.0.1",
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--spring.security.user.name=" + USER,
                "--spring.security.user.password=" + PASSWORDS.encode(PASSWORD)));
        options.addAll(registration(Client.GATEWAY));
        options.addAll(registration(Client.ANOTHER));
        return options.toArray(String[]::new);
    }

    private static List<String> registration(Client client) {
        String settings = CLIENTS + client.id() + ".";
        String registration = settings + "registration.";
        return List.of(
                registration + "client-id=" + client.id(),
                registration + "client-secret=" + PASSWORDS.encode(client.secret()),
                registration + "client-authentication-methods=client_secret_post,client_secret_basic",
                registration + "authorization-grant-types=authorization_code,refresh_token",
                registration + "redirect-uris=" + REDIRECT,
                registration + "scopes=openid",
                settings + "token.access-token-time-to-live=1h",
                settings + "token.reuse-refresh-tokens=false");
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port"))
                .resolve(path);
    }

    URI tokenUri() {
        return address("/oauth2/token");
    }

    /** What came with this refresh token, in order. */
    List<Seen> seen(String refreshToken) {
        return requests.seen().stream()
                .filter(request -> request.refreshToken().equals(refreshToken))
                .toList();
    }

    /** All refresh tokens that came, with the status they were answered with. */
    List<Seen> seen() {
        return requests.seen();
    }

    /** The access token that was granted beside this refresh token, as long as that has not been used. */
    String grantedBeside(String refreshToken) {
        return Optional.ofNullable(authorizations.findByToken(refreshToken, OAuth2TokenType.REFRESH_TOKEN))
                .map(OAuth2Authorization::getAccessToken)
                .map(granted -> granted.getToken().getTokenValue())
                .orElse("none");
    }

    @Override
    public void close() {
        context.close();
    }
}
