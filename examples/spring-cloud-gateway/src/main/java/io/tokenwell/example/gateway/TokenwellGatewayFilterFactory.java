package io.tokenwell.example.gateway;

import io.tokenwell.AccessTokenException;
import io.tokenwell.AccessTokenProvider;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.factory.AbstractGatewayFilterFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * The route filter {@code Tokenwell}: replaces the request's {@code Authorization} by the account's access token. Without
 * a token nothing is forwarded: the client gets a problem+json answer instead.
 *
 * <pre>{@code
 * filters:
 *   - Tokenwell=1                        # this route's account
 *   - name: Tokenwell                    # or: the account a request header names, which goes no further than here
 *     args: {account-header: X-Account}
 * }</pre>
 *
 * <p>Safe for use by any thread.
 */
@Component
public final class TokenwellGatewayFilterFactory
        extends AbstractGatewayFilterFactory<TokenwellGatewayFilterFactory.Config> {

    private final AccessTokenProvider tokens;
    private final ProblemWriter problems;

    TokenwellGatewayFilterFactory(AccessTokenProvider tokens, ProblemWriter problems) {
        super(Config.class);
        this.tokens = tokens;
        this.problems = problems;
    }

    @Override
    public List<String> shortcutFieldOrder() {
        return List.of("account");
    }

    @Override
    public GatewayFilter apply(Config config) {
        AccountChoice choice = new AccountChoice(config.account, config.accountHeader);
        return (exchange, chain) -> forwardedOrRefused(choice, exchange, chain);
    }

    /** Decides first and acts last, so that an error of the upstream is never taken for one of the token. */
    private Mono<Void> forwardedOrRefused(AccountChoice choice, ServerWebExchange exchange, GatewayFilterChain chain) {
        return Mono.fromCallable(() -> choice.accountOf(exchange.getRequest()))
                .flatMap(account -> tokens.getAccessToken(account).single())
                .map(token -> chain.filter(authorized(choice, exchange, token)))
                .onErrorResume(AccountHeaderException.class, e -> Mono.just(problems.badAccount(exchange, e)))
                .onErrorResume(AccessTokenException.class, e -> Mono.just(problems.noToken(exchange, e)))
                .flatMap(Function.identity());
    }

    private static ServerWebExchange authorized(AccountChoice choice, ServerWebExchange exchange, String token) {
        ServerHttpRequest request = exchange.getRequest()
                .mutate()
                .headers(headers -> {
                    choice.removeFrom(headers);
                    headers.setBearerAuth(token);
                    keepOnTheWay(headers);
                })
                .build();
        return exchange.mutate().request(request).build();
    }

    /** A client's "Connection: authorization" would make the gateway drop the header as one of that hop only. */
    private static void keepOnTheWay(HttpHeaders headers) {
        List<String> options = headers.getConnection().stream()
                .filter(option -> !option.equalsIgnoreCase(HttpHeaders.AUTHORIZATION))
                .toList();
        headers.remove(HttpHeaders.CONNECTION);
        headers.setConnection(options);
    }

    /** What a route says: either an account or the header that names one. */
    public static final class Config {

        private @Nullable Long account;
        private @Nullable String accountHeader;

        /** Creates a configuration that says nothing yet. */
        public Config() {}

        /**
         * Uses one account for the whole route.
         *
         * @param account id of the account
         */
        public void setAccount(Long account) {
            this.account = account;
        }

        /**
         * Lets a request header choose the account.
         *
         * @param accountHeader name of the header
         */
        public void setAccountHeader(String accountHeader) {
            this.accountHeader = accountHeader;
        }
    }
}
