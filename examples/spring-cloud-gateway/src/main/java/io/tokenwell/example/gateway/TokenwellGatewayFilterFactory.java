package io.tokenwell.example.gateway;

import io.tokenwell.AccessTokenException;
import io.tokenwell.AccessTokenProvider;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.factory.AbstractGatewayFilterFactory;
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

    private Mono<Void> forwardedOrRefused(AccountChoice choice, ServerWebExchange exchange, GatewayFilterChain chain) {
        try {
            long account = choice.accountOf(exchange.getRequest());
            return forwardedOrRefused(account, choice, exchange, chain);
        } catch (AccountHeaderException e) {
            return problems.badAccount(exchange, e);
        }
    }

    /** Decides first and acts last, so that an error of the upstream is never taken for one of the token. */
    private Mono<Void> forwardedOrRefused(
            long account, AccountChoice choice, ServerWebExchange exchange, GatewayFilterChain chain) {
        return tokens.getAccessToken(account)
                .single()
                .map(token -> forwarded(new UpstreamToken(token, choice.header()), exchange, chain))
                .onErrorResume(AccessTokenException.class, e -> Mono.just(problems.noToken(exchange, e)))
                .flatMap(Function.identity());
    }

    private static Mono<Void> forwarded(UpstreamToken token, ServerWebExchange exchange, GatewayFilterChain chain) {
        token.leaveWith(exchange);
        return chain.filter(exchange);
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
