package io.tokenwell.http;

import static io.tokenwell.http.Redeeming.account;
import static io.tokenwell.http.Redeeming.openAi;
import static io.tokenwell.http.Redeeming.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.spi.TokenGrant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Failures after which nobody knows whether the refresh token was rotated. */
class UnknownOutcomeTest {

    private static final TransportSettings IMPATIENT = Redeeming.CALM.toBuilder()
            .connectTimeout(Duration.ofMillis(300))
            .responseTimeout(Duration.ofMillis(200))
            .build();

    private static final String START =
            "HTTP/1.1 200 OK\r\nContent-Length: 200\r\n\r\n{\"access_token\":\"at\",\"refresh_token\":\"rt\"";

    @Test
    void noAnswerInTime() {
        try (TokenServer silent = TokenServer.silent()) {
            TokenEndpointException unknown = unknown(
                    openAi(silent.uri()).toBuilder().transport(IMPATIENT).build());

            assertThat(unknown).hasCauseInstanceOf(TimeoutException.class);
            assertThat(unknown).hasMessageContaining("no usable answer");
            assertThat(silent.received).hasSize(1);
        }
    }

    @Test
    void aResetAfterTheRequestWasWritten() {
        try (RawServer server = new RawServer(client -> {
            client.readRequest();
            client.reset();
        })) {
            assertThat(unknown(openAi(server.uri()))).hasCauseInstanceOf(IOException.class);
            assertThat(server.connections()).as("not repeated").isEqualTo(1);
        }
    }

    @Test
    void aConnectionClosedWithoutAnAnswer() {
        try (RawServer server = RawServer.answering("")) {
            assertThat(unknown(openAi(server.uri()))).hasCauseInstanceOf(IOException.class);
            assertThat(server.connections()).as("not repeated").isEqualTo(1);
        }
    }

    @Test
    void anAnswerThatBreaksOff() {
        try (RawServer server = RawServer.answering(START)) {
            TokenEndpointException unknown = unknown(openAi(server.uri()));

            assertThat(unknown.status()).isEqualTo(200);
            assertThat(unknown).hasCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void anAnswerThatStopsInTheMiddle() {
        try (RawServer server = new RawServer(client -> {
            client.readRequest();
            client.write(START);
            client.holdUntilClientLeaves();
        })) {
            TokenEndpointException unknown = unknown(
                    openAi(server.uri()).toBuilder().transport(IMPATIENT).build());

            assertThat(unknown).hasCauseInstanceOf(TimeoutException.class).hasMessageContaining("no usable answer");
        }
    }

    @Test
    void anAnswerThatTricklesForever() {
        TransportSettings shortWay = Redeeming.CALM.toBuilder()
                .connectTimeout(Duration.ofMillis(400))
                .responseTimeout(Duration.ofMillis(400))
                .build();
        Flux<String> drops = Flux.interval(Duration.ofMillis(20)).map(tick -> " ");
        try (TokenServer server = TokenServer.handling(response -> response.sendObject(
                drops.map(drop -> Unpooled.copiedBuffer(drop, StandardCharsets.US_ASCII)), message -> true))) {
            assertThat(unknown(
                            openAi(server.uri()).toBuilder().transport(shortWay).build()))
                    .hasCauseInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void tenMegabytesWithAnnouncedLength() {
        try (TokenServer server = TokenServer.answering("{\"access_token\":\"" + "x".repeat(10 << 20) + "\"}")) {
            TokenEndpointException unknown = unknown(openAi(server.uri()));

            assertThat(unknown.status()).isEqualTo(200);
            assertThat(unknown).hasMessageContaining("larger than 1048576 bytes");
        }
    }

    @Test
    void tenMegabytesInChunks() {
        Flux<String> chunks = Flux.range(0, 10 << 10).map(i -> "x".repeat(1 << 10));
        try (TokenServer server = TokenServer.handling(response -> response.sendString(chunks))) {
            assertThat(unknown(openAi(server.uri()))).hasMessageContaining("larger than 1048576 bytes");
        }
    }

    @Test
    void anAnswerOfExactlyTheLimitIsRead() {
        String answer = "{\"access_token\":\"at\"}";
        TransportSettings exact =
                Redeeming.CALM.toBuilder().maxAnswerSize(answer.length()).build();
        try (TokenServer server = TokenServer.answering(answer)) {
            assertThat(Redeeming.granted(
                            openAi(server.uri()).toBuilder().transport(exact).build(), account()))
                    .containsEntry("access_token", "at");
            assertThat(unknown(openAi(server.uri()).toBuilder()
                                    .transport(exact.toBuilder()
                                            .maxAnswerSize(answer.length() - 1)
                                            .build())
                                    .build())
                            .status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "HTTP/1.1 abc OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n\037\213"
            })
    void anAnswerThatIsNotHttpOrNotReadable(String answer) {
        try (RawServer server = RawServer.answering(answer)) {
            unknown(openAi(server.uri()));
            assertThat(server.connections()).as("not repeated").isEqualTo(1);
        }
    }

    private static TokenEndpointException unknown(TokenEndpointSettings settings) {
        TokenEndpointException refused = refused(settings, account());
        assertThat(refused.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(refused.terminal()).isFalse();
        return refused;
    }

    /** The timer of a process that stood still fires late, with the answer lying in the socket: reading it comes first. */
    @Test
    void anAnswerThatCameWhileTheProcessStoodStillIsRead() {
        AtomicLong sleep = new AtomicLong();
        TransportSettings shortWay = Redeeming.CALM.toBuilder()
                .connectTimeout(Duration.ofMillis(100))
                .responseTimeout(Duration.ofMillis(100))
                .build();
        String body = "{\"access_token\":\"at\",\"refresh_token\":\"rt\",\"expires_in\":60}";
        try (TokenServer server = TokenServer.handling(response -> {
            sleep.set(Duration.ofSeconds(3).toNanos());
            return response.sendString(Mono.delay(Duration.ofMillis(400)).thenReturn(body));
        })) {
            HttpTokenEndpoint endpoint = new HttpTokenEndpoint(
                    openAi(server.uri()).toBuilder().transport(shortWay).build(),
                    Redeeming.CLOCK,
                    UnaryOperator.identity(),
                    () -> System.nanoTime() + sleep.get());
            assertThat(endpoint.redeem(account()).map(TokenGrant::credentials).block(Redeeming.PATIENCE))
                    .containsEntry("refresh_token", "rt");
        }
    }
}
