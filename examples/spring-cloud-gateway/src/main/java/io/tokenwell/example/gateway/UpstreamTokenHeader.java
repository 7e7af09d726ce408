package io.tokenwell.example.gateway;

import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * Puts the token on the headers as they leave for the upstream. Not earlier: no other filter then sees it, the request need
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
        HttpHeaders leaving = ownCopy(input, exchange.getRequest().getHeaders());
        token.putOn(leaving);
        return leaving;
    }

    /** The gateway's own filters have made one already, unless they are switched off. */
    @SuppressWarnings("ReferenceEquality") // the very headers of the request, which must stay as they are
    private static HttpHeaders ownCopy(HttpHeaders input, HttpHeaders ofRequest) {
        return input == ofRequest ? HttpHeaders.copyOf(input) : input;
    }

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}
