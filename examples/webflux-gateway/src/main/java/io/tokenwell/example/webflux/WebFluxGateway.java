package io.tokenwell.example.webflux;

import io.tokenwell.AccessTokenProvider;
import io.tokenwell.example.kit.AccountChoice;
import io.tokenwell.example.kit.GatewaySettings;
import io.tokenwell.example.kit.TokenRecovery;
import io.tokenwell.example.kit.UpstreamConnections;
import io.tokenwell.example.kit.limits.UpstreamLimits;
import io.tokenwell.example.kit.spring.Surroundings;
import io.tokenwell.example.kit.spring.TokenwellConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** The gateway. Started without any setting, it brings its own surroundings along: see {@link Surroundings}. */
@SpringBootApplication
@Import(TokenwellConfiguration.class)
public class WebFluxGateway {

    WebFluxGateway() {}

    /**
     * Starts the gateway.
     *
     * @param args settings, for example {@code --server.port=0}
     */
    public static void main(String... args) {
        application().run(args);
    }

    static SpringApplication application() {
        SpringApplication application = new SpringApplication(WebFluxGateway.class);
        application.addInitializers(new Surroundings());
        return application;
    }

    @Bean
    RouterFunction<ServerResponse> routes(WebClient upstream, GatewaySettings settings, TokenRecovery recovery) {
        ProxyHandler fixed =
                new ProxyHandler(upstream, settings.upstream().uri(), recovery, AccountChoice.fixed("1"), "");
        ProxyHandler named = new ProxyHandler(
                upstream, settings.upstream().uri(), recovery, AccountChoice.namedBy("X-Account"), "/by-header");
        return RouterFunctions.route()
                .route(RequestPredicates.path("/v1/**"), fixed::proxied)
                .route(RequestPredicates.path("/by-header/v1/**"), named::proxied)
                .build();
    }

    @Bean
    WebClient upstreamClient(HttpClient http, AccessTokenProvider tokens, TokenRecovery recovery) {
        return WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(http))
                .filter(new TokenExchangeFilter(tokens, recovery))
                .build();
    }

    @Bean
    HttpClient upstreamHttp(
            ConnectionProvider connections, ReactorResourceFactory resources, GatewaySettings settings) {
        boolean http2 = settings.upstream().http2();
        return UpstreamLimits.on(UpstreamConnections.guarded(HttpClient.create(connections)), settings.limits())
                .runOn(resources.getLoopResources())
                .protocol(http2 ? HttpProtocol.H2C : HttpProtocol.HTTP11);
    }

    @Bean(destroyMethod = "dispose")
    ConnectionProvider upstreamConnections(GatewaySettings settings) {
        return UpstreamConnections.of(settings);
    }
}
