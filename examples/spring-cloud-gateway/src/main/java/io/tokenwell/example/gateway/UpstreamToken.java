package io.tokenwell.example.gateway;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/**
 * What a request takes to the upstream in place of its own {@code Authorization}, kept with the exchange until its headers
 * are written.
 *
 * @param token the account's access token
 * @param accountHeader the header that named the account and goes no further, or null
 */
record UpstreamToken(String token, @Nullable String accountHeader) {

    private static final String ATTRIBUTE = UpstreamToken.class.getName();

    void leaveWith(ServerWebExchange exchange) {
        exchange.getAttributes().put(ATTRIBUTE, this);
    }

    /** A filter before, or an attempt before this one, may have left one. */
    static void none(ServerWebExchange exchange) {
        exchange.getAttributes().remove(ATTRIBUTE);
    }

    static @Nullable UpstreamToken of(ServerWebExchange exchange) {
        return exchange.getAttribute(ATTRIBUTE);
    }

    UpstreamToken replacedBy(String other) {
        return new UpstreamToken(other, accountHeader);
    }

    void putOn(HttpHeaders headers) {
        if (accountHeader != null) {
            headers.remove(accountHeader);
        }
        headers.setBearerAuth(token);
    }

    @Override
    public String toString() {
        return "UpstreamToken[accountHeader=" + accountHeader + "]";
    }
}
