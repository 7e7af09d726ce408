package io.tokenwell.example.gateway;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.factory.AbstractGatewayFilterFactory;
import org.springframework.cloud.gateway.filter.factory.AbstractGatewayFilterFactory.NameConfig;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * The route filter {@code WithoutPrefix}: takes {@code /by-header} off {@code /by-header/v1/a//b}, and leaves the rest as it
 * is. {@code StripPrefix} would make one slash of the two.
 *
 * <pre>{@code
 * filters:
 *   - WithoutPrefix=/by-header
 * }</pre>
 *
 * <p>Safe for use by any thread.
 */
@Component
public final class WithoutPrefixGatewayFilterFactory extends AbstractGatewayFilterFactory<NameConfig> {

    WithoutPrefixGatewayFilterFactory() {
        super(NameConfig.class);
    }

    @Override
    public List<String> shortcutFieldOrder() {
        return List.of(NAME_KEY);
    }

    @Override
    public GatewayFilter apply(NameConfig config) {
        String prefix = Objects.requireNonNull(config.getName());
        return (exchange, chain) -> without(prefix, exchange, chain);
    }

    private static Mono<Void> without(String prefix, ServerWebExchange exchange, GatewayFilterChain chain) {
        URI asked = exchange.getRequest().getURI();
        if (!asked.getRawPath().startsWith(prefix + "/")) {
            exchange.getResponse().setStatusCode(HttpStatus.NOT_FOUND);
            return exchange.getResponse().setComplete();
        }
        ServerWebExchangeUtils.addOriginalRequestUrl(exchange, asked);
        URI rest = ExactTarget.at(asked, asked.getRawPath().substring(prefix.length()), asked);
        return chain.filter(exchange.mutate()
                .request(exchange.getRequest().mutate().uri(rest).build())
                .build());
    }
}
