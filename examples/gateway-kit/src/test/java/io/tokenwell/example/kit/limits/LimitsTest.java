package io.tokenwell.example.kit.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.timeout.ReadTimeoutException;
import io.tokenwell.example.kit.GatewayLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.ConnectionProvider;
import reactor.test.StepVerifier;

class LimitsTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int PARTS = 400;
    private static final Duration LONG = Duration.ofMinutes(1);

    private static GatewayLimits limits(Duration connect, Duration pause) {
        return new GatewayLimits(
                new GatewayLimits.Clients(LONG, 8192, LONG, LONG, LONG, 100, 0, Duration.ZERO),
                new GatewayLimits.Upstream(connect, LONG, pause, 100, 100));
    }

    private static HttpClient client(GatewayLimits limits, int port) {
        return UpstreamLimits.on(HttpClient.create(ConnectionProvider.newConnection()), limits)
                .baseUrl("http://127.0.0.1:" + port);
    }

    /** Reactor Netty sees to it; no handler of ours must read past it. */
    @Test
    void whoAsksWithoutWaitingForAnswersIsNotReadFor() throws IOException {
        HttpServer never = HttpServer.create().port(0).handle((request, response) -> Mono.never());
        DisposableServer server = new ServerLimits(limits(LONG, LONG)).on(never).bindNow();
        AtomicLong sent = new AtomicLong();
        AtomicBoolean broken = new AtomicBoolean();
        byte[] part = new byte[1 << 18];
        String requests =
                "GET / HTTP/1.1\r\nHost: a\r\n\r\nPOST / HTTP/1.1\r\nHost: a\r\nContent-Length: 999999999\r\n\r\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            Thread sender = new Thread(() -> {
                try {
                    socket.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
                    for (int i = 0; i < PARTS; i++) {
                        socket.getOutputStream().write(part);
                        sent.addAndGet(part.length);
                    }
                } catch (IOException closed) {
                    broken.set(true);
                }
            });
            sender.setDaemon(true);
            sender.start();
            AtomicLong before = new AtomicLong(-1);
            await().atMost(LIMIT)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> sent.get() > 0 && sent.get() == before.getAndSet(sent.get()));

            assertThat(broken).isFalse();
            assertThat(sent.get()).isLessThan((long) PARTS * part.length / 4);
        } finally {
            server.disposeNow();
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredAll() throws IOException {
        HttpServer slow = HttpServer.create()
                .port(0)
                .handle((request, response) -> Mono.delay(Duration.ofMillis(1))
                        .then(response.header("Content-Length", "1")
                                .sendString(Mono.just("x"), StandardCharsets.UTF_8)
                                .then()));
        DisposableServer server = new ServerLimits(limits(LONG, LONG)).on(slow).bindNow();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            String requests = "GET / HTTP/1.1\r\nHost: a\r\n\r\n".repeat(100);
            socket.setSoTimeout(Math.toIntExact(LIMIT.toMillis()));
            socket.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
            StringBuilder answers = new StringBuilder();
            byte[] some = new byte[1 << 12];
            while (answers.toString().split("HTTP/1.1 200 OK", -1).length <= 100) {
                int read = socket.getInputStream().read(some);
                assertThat(read).as(answers.toString()).isPositive();
                answers.append(new String(some, 0, read, StandardCharsets.US_ASCII));
            }
        } finally {
            server.disposeNow();
        }
    }

    @Test
    void anUpstreamThatTakesNoConnectionIsGivenUp() throws IOException {
        List<Socket> queue = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 4; i++) {
                Socket waiting = new Socket();
                queue.add(waiting);
                connected(waiting, full.getLocalPort());
            }
            StepVerifier.create(client(limits(Duration.ofMillis(300), LONG), full.getLocalPort())
                            .get()
                            .response())
                    .expectError(ConnectTimeoutException.class)
                    .verify(LIMIT);
        } finally {
            for (Socket socket : queue) {
                socket.close();
            }
        }
    }

    private static void connected(Socket socket, int port) {
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
        } catch (IOException full) {
            // As it should be.
        }
    }

    @Test
    void anAnswerMayPauseForSoLongOnly() {
        DisposableServer server = HttpServer.create()
                .port(0)
                .handle((request, response) -> response.sendString(
                        Flux.just("a", "b", "c")
                                .concatMap(text -> Mono.just(text)
                                        .delayElement(
                                                Duration.ofMillis(request.uri().equals("/") ? 300 : 30_000))),
                        StandardCharsets.UTF_8))
                .bindNow();
        HttpClient client = client(limits(LONG, Duration.ofMillis(900)), server.port());

        StepVerifier.create(client.get().uri("/").responseContent().aggregate().asString())
                .expectNext("abc")
                .expectComplete()
                .verify(LIMIT);
        StepVerifier.create(client.get().uri("/long").responseContent())
                .expectError(ReadTimeoutException.class)
                .verify(LIMIT);
        server.disposeNow();
    }
}
