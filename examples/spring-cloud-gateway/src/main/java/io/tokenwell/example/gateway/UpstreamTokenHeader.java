package io.tokenwell.example.gateway;

import io.tokenwell.example.kit.ForwardedHeaders;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * Puts the token on the headers as they leave for the upstream, and takes off what goes no further. Not earlier: no other filter then sees it, the request need
 * not be copied, and a client's "Connection: authorization" has been dealt with by then.
 */
@Component
final class UpstreamTokenHeader implements HttpHeadersFilter, Ordered {

    UpstreamTokenHeader() {}

    @Override
    public HttpHeaders filter(HttpHeaders input, ServerWebExchange exchange) {
        UpstreamToken token = UpstreamToken.of(exchange);
        if (token == null) {
            return input;
        }
        HttpHeaders leaving = goingOn(input, exchange.getRequest().getHeaders());
        token.putOn(leaving);
        return leaving;
    }

    /** A copy: the request's own headers stay as they are. What "Connection" named is known from those only. */
    private static HttpHeaders goingOn(HttpHeaders input, HttpHeaders ofRequest) {
        ForwardedHeaders rules = ForwardedHeaders.of(ofRequest.getOrEmpty(HttpHeaders.CONNECTION));
        HttpHeaders goingOn = new HttpHeaders();
        input.forEach((name, values) -> {
            if (rules.toUpstream(name)) {
                goingOn.addAll(name, values);
            }
        });
        return goingOn;
    }

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}
