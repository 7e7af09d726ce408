package io.tokenwell.example.gateway;

import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.util.function.Consumer;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/** A caller of a gateway. */
record GatewayClient(HttpClient http) {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(20);

    static GatewayClient of(ConfigurableApplicationContext gateway) {
        return of("http://localhost:" + gateway.getEnvironment().getProperty("local.server.port"));
    }

    static GatewayClient of(String baseUrl) {
        return new GatewayClient(HttpClient.create().baseUrl(baseUrl).responseTimeout(LONG_ENOUGH));
    }

    /** One GET to its end. */
    Answer get(String uri, Consumer<HttpHeaders> headers) {
        return answer(uri, headers).blockOptional(LONG_ENOUGH).orElseThrow();
    }

    Answer get(String uri) {
        return get(uri, headers -> {});
    }

    Mono<Answer> answer(String uri, Consumer<HttpHeaders> headers) {
        return http.headers(headers)
                .get()
                .uri(uri)
                .responseSingle((head, body) -> body.asString()
                        .defaultIfEmpty("")
                        .map(text -> new Answer(head.status().code(), head.responseHeaders(), text)));
    }

    /** What came back. */
    record Answer(int status, HttpHeaders headers, String body) {}
}
