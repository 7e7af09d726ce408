package io.tokenwell.example.gateway;

import io.tokenwell.AccessTokenException;
import io.tokenwell.TokenEndpointException;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Answers in place of the upstream, as RFC 9457 problem details. The reason goes to the log, not to the client. */
@Component
final class ProblemWriter {

    private static final Logger log = LoggerFactory.getLogger(ProblemWriter.class);

    /** As long as no redemption is tried again after a failed one. */
    private static final Duration USUAL_PAUSE = Duration.ofSeconds(5);

    private final JsonMapper json;

    ProblemWriter(JsonMapper json) {
        this.json = json;
    }

    /** 503 when the same request may succeed later, 502 when somebody has to act first. */
    Mono<Void> noToken(ServerWebExchange exchange, AccessTokenException failure) {
        HttpStatus status = failure.retryable() ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.BAD_GATEWAY;
        log.warn("{} {}: not forwarded, {}", status.value(), path(exchange), failure.getMessage());
        if (failure.retryable()) {
            exchange.getResponse().getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(pauseSeconds(failure)));
        }
        TokenProblem problem = TokenProblem.of(failure);
        ProblemDetail body = ProblemDetail.forStatusAndDetail(status, problem.detail());
        body.setType(URI.create("urn:tokenwell:problem:" + problem.slug()));
        body.setTitle(problem.title());
        body.setProperty("accountId", failure.accountId());
        return written(exchange, body);
    }

    Mono<Void> badAccount(ServerWebExchange exchange, AccountHeaderException failure) {
        ProblemDetail body = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, failure.getMessage());
        body.setType(URI.create("urn:tokenwell:problem:account-header"));
        body.setTitle("The request names no account");
        return written(exchange, body);
    }

    private Mono<Void> written(ServerWebExchange exchange, ProblemDetail body) {
        body.setInstance(URI.create(path(exchange)));
        ServerHttpResponse response = exchange.getResponse();
        response.setRawStatusCode(body.getStatus());
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        response.getHeaders().setCacheControl("no-store");
        return response.writeWith(
                Mono.fromCallable(() -> response.bufferFactory().wrap(json.writeValueAsBytes(body))));
    }

    /** What the token endpoint asked for, wherever in the chain of causes it stands; rounded up. */
    private static long pauseSeconds(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(TokenEndpointException.class::isInstance)
                .flatMap(cause -> ((TokenEndpointException) cause).retryAfter().stream())
                .findFirst()
                .orElse(USUAL_PAUSE)
                .plusMillis(999)
                .toSeconds();
    }

    private static String path(ServerWebExchange exchange) {
        return exchange.getRequest().getURI().getRawPath();
    }
}
