package io.tokenwell.example.kit.spring;

import io.tokenwell.example.kit.FrontDoor;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

/** A client that has left, or was sent away, is no error of the gateway's or of the upstream's. Safe for use by any thread. */
@Order(-3) // before all that would say whose error it is
final class GoneClients implements WebExceptionHandler {

    GoneClients() {}

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        Object request = ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
        return request instanceof HttpServerRequest asked && FrontDoor.isGone(asked)
                ? Mono.empty()
                : Mono.error(failure);
    }
}
