package io.tokenwell.http;

import static io.tokenwell.http.Redeeming.CLOCK;
import static io.tokenwell.http.Redeeming.account;
import static io.tokenwell.http.Redeeming.openAi;
import static io.tokenwell.http.Redeeming.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.TokenEndpointException;
import io.tokenwell.TokenEndpointException.Outcome;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.test.StepVerifier;

/** Failures after which the refresh token is known to be untouched. */
class NotSentTest {

    private static final TransportSettings IMPATIENT = Redeeming.CALM.toBuilder()
            .connectTimeout(Duration.ofMillis(200))
            .responseTimeout(Duration.ofSeconds(10))
            .build();

    @Test
    void aRefusedConnection() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }

        TokenEndpointException refused = notSent(openAi(URI.create("http://127.0.0.1:" + port)));

        assertThat(refused).hasCauseInstanceOf(ConnectException.class);
        assertThat(refused).hasMessageContaining("not reached");
    }

    @Test
    void anUnknownHost() {
        TokenEndpointException refused = notSent(openAi(URI.create("https://no-such-host.invalid/token")));

        assertThat(refused).hasCauseInstanceOf(UnknownHostException.class);
    }

    @Test
    void aConnectionThatIsNotAccepted() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        // A full accept queue makes the system drop further attempts to connect.
        try (ServerSocket full = new ServerSocket(0, 1, loopback);
                Socket first = new Socket(loopback, full.getLocalPort());
                Socket second = new Socket(loopback, full.getLocalPort())) {
            URI uri = URI.create("http://127.0.0.1:" + full.getLocalPort());
            assertThat(first.isConnected() && second.isConnected()).isTrue();

            assertThat(notSent(openAi(uri).toBuilder().transport(IMPATIENT).build()))
                    .hasCauseInstanceOf(ConnectException.class);
        }
    }

    @Test
    void noFreeConnectionInTime() {
        try (TokenServer silent = TokenServer.silent()) {
            HttpTokenEndpoint endpoint = new HttpTokenEndpoint(
                    openAi(silent.uri()).toBuilder()
                            .transport(IMPATIENT.toBuilder().maxConnections(1).build())
                            .build(),
                    CLOCK);
            Disposable occupant = endpoint.redeem(account()).subscribe(grant -> {}, error -> {});
            silent.awaitRequest();

            TokenEndpointException refused = refused(endpoint, account());

            assertThat(refused.outcome()).isEqualTo(Outcome.NOT_SENT);
            assertThat(refused).hasCauseInstanceOf(TimeoutException.class);
            assertThat(silent.received).hasSize(1);
            occupant.dispose();
            endpoint.close();
        }
    }

    @Test
    void aQueueThatIsFull() {
        try (TokenServer silent = TokenServer.silent()) {
            HttpTokenEndpoint endpoint = new HttpTokenEndpoint(
                    openAi(silent.uri()).toBuilder()
                            .transport(
                                    Redeeming.CALM.toBuilder().maxConnections(1).build())
                            .build(),
                    CLOCK);
            Disposable.Composite queue = Disposables.composite();
            for (int i = 0; i < 17; i++) {
                queue.add(endpoint.redeem(account()).subscribe(grant -> {}, error -> {}));
            }

            TokenEndpointException refused = refused(endpoint, account());

            assertThat(refused.outcome()).isEqualTo(Outcome.NOT_SENT);
            assertThat(refused).hasMessageContaining("PoolAcquirePendingLimit");
            queue.dispose();
            endpoint.close();
        }
    }

    @Test
    void aServerThatDoesNotSpeakTls() {
        try (TokenServer plain = TokenServer.answering("{}")) {
            URI https = URI.create(plain.uri().toString().replace("http:", "https:"));

            assertThat(notSent(openAi(https))).hasCauseInstanceOf(SSLException.class);
            assertThat(plain.received).isEmpty();
        }
    }

    @Test
    void aResetBeforeTheRequestWasWritten() {
        try (RawServer server = new RawServer(client -> {
            client.read(5);
            client.reset();
        })) {
            URI https = URI.create(server.uri().toString().replace("http:", "https:"));

            assertThat(notSent(openAi(https))).hasCauseInstanceOf(IOException.class);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void aHandshakeThatNeverEnds() {
        TransportSettings shortWay = Redeeming.CALM.toBuilder()
                .connectTimeout(Duration.ofMillis(100))
                .responseTimeout(Duration.ofMillis(200))
                .build();
        try (RawServer server = new RawServer(RawServer.Conversation::holdUntilClientLeaves)) {
            URI https = URI.create(server.uri().toString().replace("http:", "https:"));

            assertThat(notSent(openAi(https).toBuilder().transport(shortWay).build()))
                    .hasCauseInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void whatWasCalledNotSentCanNoLongerBeSent() {
        Redemption redemption = Redeeming.redemption(() -> false);

        assertThat(redemption.failed(new TimeoutException()).outcome()).isEqualTo(Outcome.NOT_SENT);

        StepVerifier.create(redemption.body()).verifyError(IOException.class);
        assertThat(redemption.failed(new TimeoutException()).outcome()).isEqualTo(Outcome.NOT_SENT);
    }

    @Test
    void whatWasHandedOutIsNeverHandedOutAgainNorCalledNotSent() {
        Redemption redemption = Redeeming.redemption(() -> false);

        StepVerifier.create(redemption.body()).expectNextCount(1).verifyComplete();
        StepVerifier.create(redemption.body()).verifyError(IOException.class);

        assertThat(redemption.failed(new ConnectException()).outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void whatIsOverdueIsNotHandedOut() {
        AtomicBoolean overdue = new AtomicBoolean(true);
        Redemption redemption = Redeeming.redemption(overdue::get);

        StepVerifier.create(redemption.body()).verifyError(IOException.class);

        assertThat(redemption.failed(new TimeoutException()).outcome()).isEqualTo(Outcome.NOT_SENT);
        overdue.set(false);
        StepVerifier.create(redemption.body()).verifyError(IOException.class);
    }

    @Test
    void aProcessThatWasStoppedPastTheDeadline() {
        long deadline = Redeeming.CALM.sendDeadline().toNanos();
        try (TokenServer server = TokenServer.answering("{\"access_token\":\"at\"}")) {
            HttpTokenEndpoint late = stopped(server.uri(), deadline);
            HttpTokenEndpoint inTime = stopped(server.uri(), deadline - 1);

            TokenEndpointException refused = refused(late, account());

            assertThat(refused.outcome()).isEqualTo(Outcome.NOT_SENT);
            assertThat(refused).hasMessageContaining("deadline passed before it was sent");
            assertThat(server.received).isEmpty();
            StepVerifier.create(inTime.redeem(account()))
                    .expectNextCount(1)
                    .expectComplete()
                    .verify(Redeeming.PATIENCE);
            late.close();
            inTime.close();
        }
    }

    /** Its clock, about to overflow as it may, jumps between a redemption's beginning and all that follows. */
    private static HttpTokenEndpoint stopped(URI uri, long nanos) {
        long begin = Long.MAX_VALUE - 5;
        AtomicLong time = new AtomicLong(begin);
        return new HttpTokenEndpoint(openAi(uri), CLOCK, UnaryOperator.identity(), () -> time.getAndSet(begin + nanos));
    }

    private static TokenEndpointException notSent(TokenEndpointSettings settings) {
        TokenEndpointException refused = refused(settings, account());
        assertThat(refused.outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(refused.status()).isZero();
        assertThat(refused.retryable()).isTrue();
        return refused;
    }
}
