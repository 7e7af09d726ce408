package io.tokenwell.example.kit.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.netty.channel.AbortedException;
import reactor.test.StepVerifier;

/** What an upstream does to a connection is not an error of the gateway. */
class UpstreamFailuresTest {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/"));

    static Stream<Throwable> silent() {
        // The second: a kept connection that ends while the next request is on its way into it.
        return Stream.of(new IOException("ended"), AbortedException.beforeSend());
    }

    @ParameterizedTest
    @MethodSource("silent")
    void anUpstreamThatGivesNoAnswerIsABadGateway(Throwable failure) {
        new UpstreamFailures().handle(exchange, failure).block(LIMIT);
        assertThat(exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.BAD_GATEWAY);
    }

    @Test
    void aSlowOneIsATimeout() {
        new UpstreamFailures().handle(exchange, new TimeoutException()).block(LIMIT);
        assertThat(exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.GATEWAY_TIMEOUT);
    }

    @Test
    void anErrorOfTheGatewayStaysOne() {
        StepVerifier.create(new UpstreamFailures().handle(exchange, new IllegalStateException("of our own")))
                .expectError(IllegalStateException.class)
                .verify(LIMIT);
    }
}
