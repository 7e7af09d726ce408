package io.tokenwell.example.gateway;

import java.net.URI;
import java.util.Objects;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.RouteToRequestUrlFilter;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Sends on the path and the query as the route's filters left them. Spring Cloud Gateway puts the URI together anew, and
 * what it makes of {@code //}, of empty parameters, or of a bracket in a query is not what was judged.
 */
@Component
final class ExactTarget implements GlobalFilter, Ordered {

    ExactTarget() {}

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        exchange.getAttributes()
                .computeIfPresent(
                        ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR,
                        (name, target) -> at((URI) target, exchange.getRequest().getURI()));
        return chain.filter(exchange);
    }

    private static URI at(URI server, URI asked) {
        boolean exact = asked.getRawPath().equals(server.getRawPath())
                && Objects.equals(asked.getRawQuery(), server.getRawQuery());
        return exact ? server : at(server, asked.getRawPath(), asked);
    }

    /** A path at a server, with the query of what was asked for, all of them as they are. */
    static URI at(URI server, String path, URI asked) {
        String query = asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
        return URI.create(server.getScheme() + "://" + server.getRawAuthority() + path + query);
    }

    @Override
    public int getOrder() {
        return RouteToRequestUrlFilter.ROUTE_TO_URL_FILTER_ORDER + 1;
    }
}
