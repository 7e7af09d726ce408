package io.tokenwell.example.gateway;

import io.tokenwell.AccessTokenException;
import io.tokenwell.AccessTokenProvider;
import io.tokenwell.example.kit.AccountChoice;
import io.tokenwell.example.kit.AccountHeaderException;
import io.tokenwell.example.kit.Problem;
import io.tokenwell.example.kit.TokenRecovery;
import io.tokenwell.example.kit.spring.ProblemResponse;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.NettyRoutingFilter;
import org.springframework.cloud.gateway.filter.OrderedGatewayFilter;
import org.springframework.cloud.gateway.filter.factory.AbstractGatewayFilterFactory;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * The route filter {@code Tokenwell}: replaces the request's {@code Authorization} by the account's access token. Without
 * a token nothing is forwarded: the client gets a problem+json answer instead. If the upstream rejects the token, it is
 * replaced and the request sent once more, unless its body was streamed.
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

    /** After all others of a route, wherever it stands in the list: what is sent twice passes them once. */
    private static final int LAST = NettyRoutingFilter.ORDER - 2;

    private final AccessTokenProvider tokens;
    private final UnauthorizedRetry retry;

    TokenwellGatewayFilterFactory(AccessTokenProvider tokens, TokenRecovery recovery) {
        super(Config.class);
        this.tokens = tokens;
        this.retry = new UnauthorizedRetry(recovery);
    }

    @Override
    public List<String> shortcutFieldOrder() {
        return List.of("account");
    }

    @Override
    public GatewayFilter apply(Config config) {
        AccountChoice choice = new AccountChoice(config.account, config.accountHeader, AccountChoice.Ids.NUMBERS);
        return new OrderedGatewayFilter((exchange, chain) -> forwardedOrRefused(choice, exchange, chain), LAST);
    }

    private Mono<Void> forwardedOrRefused(AccountChoice choice, ServerWebExchange exchange, GatewayFilterChain chain) {
        try {
            String account = choice.accountOf(exchange.getRequest().getHeaders()::get);
            return retry.refused(exchange.getRequest(), path(exchange))
                    .map(problem -> written(exchange, problem))
                    .orElseGet(() -> forwardedOrRefused(account, choice, exchange, chain));
        } catch (AccountHeaderException e) {
            return written(exchange, Problem.badAccount(e, path(exchange)));
        }
    }

    private Mono<Void> forwardedOrRefused(
            String account, AccountChoice choice, ServerWebExchange exchange, GatewayFilterChain chain) {
        UpstreamToken.none(exchange);
        return tokens.getAccessToken(account)
                .single()
                .flatMap(token -> retry.forwarded(account, new UpstreamToken(token, choice.header()), exchange, chain))
                .onErrorResume(AccessTokenException.class, e -> refused(e, exchange));
    }

    /** Once there was a token, it is an error of what came behind. */
    private static Mono<Void> refused(AccessTokenException failure, ServerWebExchange exchange) {
        return UpstreamToken.of(exchange) == null
                ? written(exchange, Problem.noToken(failure, path(exchange)))
                : Mono.error(failure);
    }

    private static Mono<Void> written(ServerWebExchange exchange, Problem problem) {
        return ProblemResponse.written(exchange.getResponse(), problem);
    }

    /** As the client asked for it: other filters may have changed the request since. */
    private static String path(ServerWebExchange exchange) {
        Set<URI> asked =
                exchange.getAttributeOrDefault(ServerWebExchangeUtils.GATEWAY_ORIGINAL_REQUEST_URL_ATTR, Set.of());
        return asked.stream()
                .findFirst()
                .orElseGet(() -> exchange.getRequest().getURI())
                .getRawPath();
    }

    /** What a route says: either an account or the header that names one. */
    public static final class Config {

        private @Nullable String account;
        private @Nullable String accountHeader;

        /** Creates a configuration that says nothing yet. */
        public Config() {}

        /**
         * Uses one account for the whole route.
         *
         * @param account id of the account
         */
        public void setAccount(String account) {
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
