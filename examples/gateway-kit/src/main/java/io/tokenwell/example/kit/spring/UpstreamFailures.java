package io.tokenwell.example.kit.spring;

import io.tokenwell.example.kit.Problem;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;

/** An upstream that gives no answer is a 502 or 504, and not an error of the gateway's own. Safe for use by any thread. */
@Order(-2) // before Spring Boot's own, which says 500
final class UpstreamFailures implements WebExceptionHandler {

    UpstreamFailures() {}

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        if (exchange.getResponse().isCommitted() || !ofTheUpstream(failure)) {
            return Mono.error(failure);
        }
        // Those of an answer that is none go no further.
        exchange.getResponse().getHeaders().clear();
        return ProblemResponse.written(
                exchange.getResponse(),
                Problem.noUpstream(failure, exchange.getRequest().getURI().getRawPath()));
    }

    private static boolean ofTheUpstream(Throwable failure) {
        return failure instanceof IOException
                // A kept connection that ended while the request was on its way into it.
                || failure instanceof AbortedException
                || failure instanceof TimeoutException
                || failure instanceof io.netty.handler.timeout.TimeoutException
                || failure instanceof WebClientRequestException
                // An answer that broke off or was none behind its head; a status is never made an error.
                || failure instanceof WebClientResponseException
                || Problem.isBusy(failure)
                || (failure instanceof ResponseStatusException status
                        && status.getStatusCode().isSameCodeAs(HttpStatus.GATEWAY_TIMEOUT));
    }
}
