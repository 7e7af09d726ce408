package io.tokenwell.http;

import static io.tokenwell.http.Redeeming.openAi;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.tokenwell.Account;
import io.tokenwell.Credentials;
import io.tokenwell.TokenEndpointException.Outcome;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** No redemption meets a connection that another one used, which its server may close just then. */
class ConnectionPerRedemptionTest {

    private static final int MANY = 1000;
    private static final int AT_ONCE = 64;

    /** What servers do with a connection after their answer. */
    private enum End {
        CLOSED_AT_ONCE(0, ""),
        CLOSED_AFTER_5_MS(5, ""),
        CLOSED_AFTER_50_MS(50, ""),
        NEVER_CLOSED(60_000, ""),
        ANNOUNCED(0, "Connection: close\r\n");

        private final int after;
        private final String header;

        End(int after, String header) {
            this.after = after;
            this.header = header;
        }
    }

    private final AtomicInteger leftByUs = new AtomicInteger();

    @ParameterizedTest
    @EnumSource(End.class)
    void aThousandRedemptionsAreRightHoweverTheServerEndsTheirConnections(End end) {
        try (RawServer server = new RawServer(client -> {
            try {
                answer(client, end);
                if (end == End.NEVER_CLOSED) {
                    client.holdUntilClientLeaves();
                } else {
                    rest(end.after);
                }
            } finally {
                leftByUs.incrementAndGet();
            }
        })) {
            HttpTokenEndpoint endpoint = new HttpTokenEndpoint(openAi(server.uri()), Redeeming.CLOCK);
            assertThat(Flux.range(1, MANY)
                            .flatMap(id -> outcome(endpoint, id), AT_ONCE)
                            .filter("own"::equals)
                            .count()
                            .block(Redeeming.PATIENCE))
                    .isEqualTo(MANY);
            assertThat(server.connections()).isEqualTo(MANY);
            await().untilAsserted(() ->
                    assertThat(leftByUs).as("connections that ended").hasValue(MANY));
            endpoint.close();
        }
    }

    private static Mono<String> outcome(HttpTokenEndpoint endpoint, int id) {
        Account account = Account.active(id, "openai", Credentials.of(Map.of("refresh_token", "rt-" + id)));
        return endpoint.redeem(account)
                .map(grant -> ("at-of-rt-" + id).equals(grant.credentials().get("access_token")) ? "own" : "foreign")
                .onErrorResume(error -> Mono.just(String.valueOf(error.getMessage())));
    }

    private static void answer(RawServer.Conversation client, End end) throws IOException {
        String token = client.readRequest().replaceAll("(?s).*refresh_token=(rt-\\d+).*", "$1");
        String body = "{\"access_token\":\"at-of-" + token + "\",\"expires_in\":60}";
        client.write("HTTP/1.1 200 OK\r\n" + end.header + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }

    private static void rest(int millis) {
        try {
            assertThat(new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS))
                    .isFalse();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reactor Netty would go on with it for ten seconds. */
    @Test
    void aConnectionStillBeingMadeEndsWithItsRedemption() {
        TransportSettings shortWay = Redeeming.CALM.toBuilder()
                .connectTimeout(Duration.ofMillis(100))
                .responseTimeout(Duration.ofMillis(100))
                .build();
        try (RawServer server = new RawServer(client -> {
            client.holdUntilClientLeaves();
            leftByUs.incrementAndGet();
        })) {
            URI https = URI.create(server.uri().toString().replace("http:", "https:"));
            HttpTokenEndpoint endpoint = new HttpTokenEndpoint(
                    openAi(https).toBuilder().transport(shortWay).build(), Redeeming.CLOCK);

            assertThat(Redeeming.refused(endpoint, Redeeming.account()).outcome())
                    .isEqualTo(Outcome.NOT_SENT);

            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(leftByUs).hasValue(1));
            endpoint.close();
        }
    }

    @Test
    void aSetUpThatBringsAPoolOfItsOwnIsRefused() {
        TokenEndpointSettings settings = openAi(URI.create("https://localhost/token"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HttpTokenEndpoint(
                        settings, Redeeming.CLOCK, client -> HttpClient.create(ConnectionProvider.create("pool"))))
                .withMessageContaining("must return the client that it was given");
    }

    /** Neither keep-alive, nor HTTP/2 where a connection has many exchanges, nor a second request after a 401. */
    @ParameterizedTest
    @ValueSource(ints = {200, 401})
    void aSetUpThatWantsMoreOfAConnectionDoesNotGetIt(int status) {
        UnaryOperator<HttpClient> greedy = client -> client.keepAlive(true)
                .protocol(HttpProtocol.H2C, HttpProtocol.HTTP11)
                .responseTimeout(Duration.ofNanos(1_000_001))
                .disableRetry(false)
                .followRedirect(true)
                .httpAuthentication((request, response) -> true, (request, address) -> {});
        try (RawServer server = new RawServer(client -> {
            client.readRequest();
            rest(20);
            client.write("HTTP/1.1 " + status + " X\r\nContent-Length: 21\r\n\r\n{\"access_token\":\"at\"}");
            client.holdUntilClientLeaves();
            leftByUs.incrementAndGet();
        })) {
            HttpTokenEndpoint endpoint = new HttpTokenEndpoint(openAi(server.uri()), Redeeming.CLOCK, greedy);
            String answer = endpoint.redeem(Redeeming.account())
                    .map(grant -> "HTTP 200")
                    .onErrorResume(error -> Mono.just(String.valueOf(error.getMessage())))
                    .block(Redeeming.PATIENCE);

            assertThat(answer).contains("HTTP " + status);
            await().untilAsserted(() -> assertThat(leftByUs).hasValue(1));
            assertThat(server.connections()).isEqualTo(1);
            endpoint.close();
        }
    }
}
