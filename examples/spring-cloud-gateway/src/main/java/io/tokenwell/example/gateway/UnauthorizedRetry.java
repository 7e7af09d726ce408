package io.tokenwell.example.gateway;

import io.netty.buffer.ByteBuf;
import io.tokenwell.example.kit.Attempts;
import io.tokenwell.example.kit.Problem;
import io.tokenwell.example.kit.ReplayRoom;
import io.tokenwell.example.kit.TokenRecovery;
import io.tokenwell.example.kit.TokenRecovery.Body;
import java.util.Optional;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClientResponse;

/**
 * Forwards a request, and once more with another token if the upstream rejects the first one. The routing filter has the
 * head of the answer then, and the writing filter has sent nothing of it to the client yet.
 */
final class UnauthorizedRetry {

    private final TokenRecovery recovery;

    UnauthorizedRetry(TokenRecovery recovery) {
        this.recovery = recovery;
    }

    /** What is to be answered in place of the upstream; empty if the request may go on. */
    Optional<Problem> refused(ServerHttpRequest request, String path) {
        HttpHeaders headers = request.getHeaders();
        return TokenRecovery.refused(
                request.getMethod().name(), body(headers), headers.getFirst(HttpHeaders.CONTENT_LENGTH), path);
    }

    Mono<Void> forwarded(String account, UpstreamToken token, ServerWebExchange exchange, GatewayFilterChain chain) {
        token.leaveWith(exchange);
        ServerHttpRequest request = exchange.getRequest();
        Attempts attempts = recovery.attempts(
                account, request.getMethod().name(), request.getURI().getRawPath());
        return switch (body(request.getHeaders())) {
            case NONE -> forwardedTwiceIfNeedBe(attempts, token, exchange, chain);
            case KEPT ->
                recovery.kept(
                        request.getMethod().name(),
                        request.getHeaders().getFirst(HttpHeaders.CONTENT_LENGTH),
                        place -> withKeptBody(place, attempts, token, exchange, chain),
                        () -> forwardedOnce(attempts, token, exchange, chain));
            case STREAMED -> forwardedOnce(attempts, token, exchange, chain);
        };
    }

    private Body body(HttpHeaders headers) {
        return recovery.body(
                headers.getFirst(HttpHeaders.CONTENT_LENGTH), headers.getFirst(HttpHeaders.TRANSFER_ENCODING));
    }

    private static Mono<Void> forwardedTwiceIfNeedBe(
            Attempts attempts, UpstreamToken token, ServerWebExchange exchange, GatewayFilterChain chain) {
        return chain.filter(exchange).then(Mono.defer(() -> again(attempts, token, exchange, chain)));
    }

    /** The place is given back when the head of the answer is here: its parts are passed back later. */
    private static Mono<Void> withKeptBody(
            ReplayRoom.Place place,
            Attempts attempts,
            UpstreamToken token,
            ServerWebExchange exchange,
            GatewayFilterChain chain) {
        return KeptBody.of(exchange.getRequest(), place)
                .flatMap(kept -> forwardedTwiceIfNeedBe(
                        attempts, token, exchange.mutate().request(kept).build(), chain));
    }

    private static Mono<Void> again(
            Attempts attempts, UpstreamToken token, ServerWebExchange exchange, GatewayFilterChain chain) {
        if (!rejected(attempts, token, exchange)) {
            return Mono.empty();
        }
        return attempts.replacement(token.token())
                .flatMap(other -> released(exchange).then(Mono.defer(() -> {
                    UpstreamToken second = token.replacedBy(other);
                    second.leaveWith(exchange);
                    return forwardedOnce(attempts, second, exchange, chain);
                })));
    }

    /** Whatever is answered is passed on, and remembered. */
    private static Mono<Void> forwardedOnce(
            Attempts attempts, UpstreamToken token, ServerWebExchange exchange, GatewayFilterChain chain) {
        return chain.filter(exchange).doOnSuccess(end -> {
            boolean unused = rejected(attempts, token, exchange);
        });
    }

    private static boolean rejected(Attempts attempts, UpstreamToken token, ServerWebExchange exchange) {
        HttpClientResponse answer = exchange.getAttribute(ServerWebExchangeUtils.CLIENT_RESPONSE_ATTR);
        return answer != null
                && attempts.rejected(
                        token.token(),
                        answer.status().code(),
                        answer.responseHeaders().getAll(HttpHeaders.WWW_AUTHENTICATE));
    }

    /** Forgets the first answer: its connection goes back to the pool, its headers leave the response. */
    private static Mono<Void> released(ServerWebExchange exchange) {
        Connection connection = exchange.getAttribute(ServerWebExchangeUtils.CLIENT_RESPONSE_CONN_ATTR);
        Mono<Void> drained = connection == null
                ? Mono.empty()
                : TokenRecovery.drained(connection.inbound().receive().map(ByteBuf::readableBytes));
        return drained.doOnTerminate(() -> {
            exchange.getAttributes().remove(ServerWebExchangeUtils.CLIENT_RESPONSE_CONN_ATTR);
            exchange.getAttributes().remove(ServerWebExchangeUtils.CLIENT_RESPONSE_ATTR);
            ServerWebExchangeUtils.reset(exchange);
        });
    }
}
