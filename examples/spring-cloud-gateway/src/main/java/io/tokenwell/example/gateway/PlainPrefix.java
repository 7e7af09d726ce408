package io.tokenwell.example.gateway;

import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * A path that a route's {@code Path} matched begins as the pattern does, letter by letter. The predicate decodes segments and
 * cuts off their parameters; to an upstream that does not, {@code /v1;/x} is no path below {@code /v1}. Otherwise: 404.
 */
@Component
final class PlainPrefix implements GlobalFilter, Ordered {

    PlainPrefix() {}

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        String pattern = pattern(exchange);
        if (pattern == null || exchange.getRequest().getURI().getRawPath().startsWith(plainBeginning(pattern))) {
            return chain.filter(exchange);
        }
        exchange.getResponse().setStatusCode(HttpStatus.NOT_FOUND);
        return exchange.getResponse().setComplete();
    }

    private static String plainBeginning(String pattern) {
        for (int i = 0; i < pattern.length(); i++) {
            if ("{*?".indexOf(pattern.charAt(i)) >= 0) {
                return pattern.substring(0, i);
            }
        }
        return pattern;
    }

    /** Null if the route was chosen in another way; a route that was not chosen may have left its own. */
    private static @Nullable String pattern(ServerWebExchange exchange) {
        Route route = exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
        Object matched = exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_PREDICATE_MATCHED_PATH_ROUTE_ID_ATTR);
        return route != null && route.getId().equals(matched)
                ? exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_PREDICATE_MATCHED_PATH_ATTR)
                : null;
    }

    /** Before any filter of a route. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
