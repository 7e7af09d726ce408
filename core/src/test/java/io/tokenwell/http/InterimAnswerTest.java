package io.tokenwell.http;

import static io.tokenwell.http.Redeeming.account;
import static io.tokenwell.http.Redeeming.granted;
import static io.tokenwell.http.Redeeming.openAi;
import static io.tokenwell.http.Redeeming.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Outcome;
import io.tokenwell.spi.TokenGrant;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** A redemption's answer is the final one that came for it, whatever comes before or after (RFC 9110 section 15.2). */
class InterimAnswerTest {

    private static final String OWN = "{\"access_token\":\"own\",\"refresh_token\":\"rt-own\",\"expires_in\":60}";
    private static final String FINAL = "HTTP/1.1 200 OK\r\nContent-Length: " + OWN.length() + "\r\n\r\n" + OWN;
    private static final String FOREIGN_ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 22\r\n\r\n{\"access_token\":\"999\"}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 100 Continue\r\n\r\n",
                "HTTP/1.1 102 Processing\r\n\r\n",
                "HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n",
                "HTTP/1.1 199 What\r\nContent-Length: 7\r\n\r\n",
                "HTTP/1.1 103 X\r\n\r\nHTTP/1.1 102 X\r\n\r\nHTTP/1.1 100 X\r\n\r\nHTTP/1.1 103 X\r\n\r\n"
            })
    void interimAnswersAreReadOverInOnePacketAndByteByByte(String interim) {
        assertThat(answered(client -> client.write(interim + FINAL))).containsEntry("access_token", "own");
        assertThat(answered(client -> {
                    for (char each : (interim + FINAL).toCharArray()) {
                        client.write(String.valueOf(each));
                    }
                }))
                .containsEntry("access_token", "own");
    }

    /** The connection went back to the pool at a 103, and the next account got the tokens of the one before. */
    @Test
    void aLateFinalAnswerBelongsToTheAccountThatAsked() {
        CountDownLatch secondIsThrough = new CountDownLatch(1);
        try (RawServer server = new RawServer(client -> {
            boolean first = client.readRequest().contains("rt-1");
            client.write("HTTP/1.1 103 Early Hints\r\n\r\n");
            if (first) {
                awaited(secondIsThrough);
            }
            client.write(FINAL.replace("own", first ? "001" : "002"));
            client.holdUntilClientLeaves();
        })) {
            HttpTokenEndpoint endpoint = new HttpTokenEndpoint(openAi(server.uri()), Redeeming.CLOCK);
            Mono<TokenGrant> first = endpoint.redeem(accountOf("rt-1")).cache();
            first.subscribe(grant -> {}, error -> {});
            TokenGrant second = endpoint.redeem(accountOf("rt-2")).block(Redeeming.PATIENCE);
            secondIsThrough.countDown();

            assertThat(Objects.requireNonNull(second).credentials()).containsEntry("refresh_token", "rt-002");
            assertThat(Objects.requireNonNull(first.block(Redeeming.PATIENCE)).credentials())
                    .containsEntry("refresh_token", "rt-001");
            endpoint.close();
        }
    }

    @Test
    void anotherProtocolThatNobodyAskedForIsNoAnswer() {
        CountDownLatch left = new CountDownLatch(1);
        try (RawServer server = new RawServer(client -> {
            client.readRequest();
            client.write("HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n" + FINAL);
            client.holdUntilClientLeaves();
            left.countDown();
        })) {
            TokenEndpointException refused = refused(openAi(server.uri()), account());

            assertThat(refused.outcome()).isEqualTo(Outcome.UNKNOWN);
            assertThat(refused).hasMessageContaining("the server switched protocols");
            awaited(left);
        }
    }

    @Test
    void interimAnswersWithoutEndEndAtTheDeadline() {
        CountDownLatch left = new CountDownLatch(1);
        AtomicInteger written = new AtomicInteger();
        String many = "HTTP/1.1 102 Processing\r\n\r\n".repeat(500);
        try (RawServer server = new RawServer(client -> {
            client.readRequest();
            try {
                while (written.incrementAndGet() > 0) {
                    client.write(many);
                }
            } finally {
                left.countDown();
            }
        })) {
            TransportSettings shortWay = Redeeming.CALM.toBuilder()
                    .connectTimeout(Duration.ofMillis(400))
                    .responseTimeout(Duration.ofMillis(200))
                    .build();
            TokenEndpointException refused =
                    refused(openAi(server.uri()).toBuilder().transport(shortWay).build(), account());

            assertThat(refused.outcome()).isEqualTo(Outcome.UNKNOWN);
            assertThat(refused).hasCauseInstanceOf(TimeoutException.class);
            assertThat(written.get()).as("all were read").isGreaterThan(50);
            awaited(left);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 103 Late\r\n\r\n",
                "HTTP/1.1 101 Late\r\nUpgrade: x\r\n\r\nnoise",
                "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n",
                "no HTTP at all\r\n\r\n",
                FOREIGN_ANSWER
            })
    void whatFollowsTheAnswerBelongsToNobody(String rest) {
        assertThat(answered(client -> client.write(FINAL + rest))).containsEntry("access_token", "own");
    }

    @Test
    void trailersBelongToTheAnswer() {
        String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X\r\n\r\n"
                + Integer.toHexString(OWN.length()) + "\r\n" + OWN + "\r\n0\r\nX: y\r\n\r\n";
        assertThat(answered(client -> client.write(chunked + FOREIGN_ANSWER))).containsEntry("access_token", "own");
    }

    @Test
    void anAnswerMayComeBeforeTheRequestWasRead() {
        try (RawServer server = new RawServer(client -> {
            client.readUntil("\r\n\r\n");
            client.write(FINAL);
            client.holdUntilClientLeaves();
        })) {
            assertThat(granted(openAi(server.uri()), account())).containsEntry("access_token", "own");
        }
    }

    private static Map<String, @Nullable Object> answered(RawServer.Script answer) {
        CountDownLatch left = new CountDownLatch(1);
        try (RawServer server = new RawServer(client -> {
            client.readRequest();
            client.socket().setTcpNoDelay(true);
            answer.play(client);
            client.holdUntilClientLeaves();
            left.countDown();
        })) {
            Map<String, @Nullable Object> credentials = granted(openAi(server.uri()), account());
            awaited(left);
            assertThat(server.connections()).isEqualTo(1);
            return credentials;
        }
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Account accountOf(String refreshToken) {
        return Account.active(1, "openai", Credentials.of(Map.of("refresh_token", refreshToken)));
    }
}
