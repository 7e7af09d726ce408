package io.tokenwell.example.gateway;

import io.tokenwell.example.kit.ForwardedHeaders;
import java.util.ArrayList;
import java.util.List;
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

    /** What "Connection" named is known from the request's own headers only. Nearly always there is nothing to take off. */
    private static HttpHeaders goingOn(HttpHeaders input, HttpHeaders ofRequest) {
        ForwardedHeaders rules = ForwardedHeaders.of(ofRequest.getOrEmpty(HttpHeaders.CONNECTION));
        HttpHeaders leaving = ownCopy(input, ofRequest);
        List<String> staying = new ArrayList<>();
        leaving.forEach((name, values) -> {
            if (!rules.toUpstream(name)) {
                staying.add(name);
            }
        });
        staying.forEach(leaving::remove);
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
