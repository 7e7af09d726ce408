package io.tokenwell.example.kit.spring;

import io.tokenwell.example.kit.Problem;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;

/** Writes a problem where Spring answers. Safe for use by any thread. */
public final class ProblemResponse {

    private ProblemResponse() {}

    /**
     * Answers with a problem.
     *
     * @param response to write to; nothing was sent yet
     * @param problem what to write
     * @return completes when it is written
     */
    public static Mono<Void> written(ServerHttpResponse response, Problem problem) {
        response.setRawStatusCode(problem.status());
        HttpHeaders headers = response.getHeaders();
        headers.set(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
        headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
        problem.retryAfterSeconds().ifPresent(seconds -> headers.set(HttpHeaders.RETRY_AFTER, Long.toString(seconds)));
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(problem.json())));
    }
}
