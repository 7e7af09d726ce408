package io.tokenwell.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import io.tokenwell.example.servers.EmbeddedRedis;
import io.tokenwell.example.servers.EmbeddedRedisCluster;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** Of what Redis says when it refuses, the reason is heard, and no secret. */
class RefusalHeardTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String PASSWORD = "planted-secret";

    private final HeardLines heard = new HeardLines();

    @AfterEach
    void close() {
        heard.close();
    }

    /** There is no such user. */
    private static RedisURI uri(String server) {
        RedisURI uri = RedisURI.builder(RedisURI.create(server))
                .withAuthentication("nobody", PASSWORD)
                .build();
        uri.setTimeout(Duration.ofSeconds(1));
        return uri;
    }

    /** Of its nodes' reasons Lettuce makes one without a cause. */
    @Test
    void thatAClusterRefusesAfterItWasAwayIsHeard() {
        try (EmbeddedRedisCluster servers = EmbeddedRedisCluster.startOne();
                RedisClusterClient client =
                        RedisClusterClient.create(uri(servers.uris().get(0)))) {
            servers.nodes().forEach(EmbeddedRedis::stop);
            try (RedisConnection connection = RedisConnection.to(client);
                    RedisTracking tracking = RedisTracking.of(client)) {
                RedisStores.of(connection).nearTokenCache(tracking, NearCacheSettings.defaults());
                heard(servers.nodes(), "Redis not available", "Masters of the Redis cluster not known");
            }
        }
    }

    /** As proxies do that know neither HELLO nor AUTH. */
    @Test
    void aServerThatRepeatsThePasswordIsNotQuoted() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                RedisClient client = RedisClient.create()) {
            CompletableFuture<Void> serving = CompletableFuture.runAsync(() -> repeats(server), OwnThread.EACH);
            try (RedisConnection connection =
                    RedisConnection.to(client, uri("redis://127.0.0.1:" + server.getLocalPort()))) {
                StepVerifier.create(connection.attempted())
                        .expectErrorSatisfies(RefusalHeardTest::isSilent)
                        .verify(LIMIT);
                isSilent(catchThrowable(connection::reactive));
            }
            assertThat(serving).isNotDone();
            assertThat(heard.texts(Level.WARN))
                    .anyMatch(line -> line.contains("unknown command"))
                    .noneMatch(line -> line.contains(PASSWORD));
        }
    }

    /** Held up for longer than a try may take, by a pause of the machine for one; then it refuses as it would have at once. */
    @Test
    void aServerThatIsSlowToRefuseIsHeard() {
        try (EmbeddedRedis server = EmbeddedRedis.start();
                RedisClient client = RedisClient.create()) {
            server.pause();
            try (RedisConnection connection = RedisConnection.to(client, uri(server.uri()))) {
                await().atMost(LIMIT)
                        .until(() -> warnings("Redis not available").anyMatch(line -> line.contains("timed out")));
                server.resume();
                StepVerifier.create(connection.attempted())
                        .expectErrorSatisfies(failure -> assertThat(failure).hasStackTraceContaining("WRONGPASS"))
                        .verify(LIMIT);
            }
        }
    }

    /** As Lettuce itself may do while it greets: its own close is then told before what the server has said. */
    @Test
    void whyAConnectionWasClosedAtFirstIsHeardAtTheNext() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                RedisClient client = RedisClient.create()) {
            CompletableFuture<Void> serving = CompletableFuture.runAsync(() -> closesOnce(server), OwnThread.EACH);
            try (RedisConnection connection =
                    RedisConnection.to(client, uri("redis://127.0.0.1:" + server.getLocalPort()))) {
                StepVerifier.create(connection.attempted())
                        .expectErrorSatisfies(RefusalHeardTest::isSilent)
                        .verify(LIMIT);
            }
            assertThat(serving).isNotDone();
        }
        assertThat(warnings("Redis not available")).anyMatch(line -> line.contains("closed prematurely"));
    }

    private static void closesOnce(ServerSocket server) {
        try (Socket client = server.accept()) {
            assertThat(client.getInputStream().read()).isPositive();
        } catch (IOException gone) {
            // All the same.
        }
        repeats(server);
    }

    private static void isSilent(Throwable failure) {
        assertThat(Throwables.getStackTrace(failure))
                .contains("unknown command")
                .doesNotContain(PASSWORD);
    }

    private static void repeats(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                BufferedReader asked =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
                for (String line = asked.readLine(); line != null; line = asked.readLine()) {
                    if (line.startsWith("*")) {
                        String answer = "-ERR unknown command 'X', with args beginning with: '" + PASSWORD + "' \r\n";
                        client.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                    }
                }
            } catch (IOException gone) {
                // The next one.
            }
        }
    }

    private void heard(List<EmbeddedRedis> servers, String... beginnings) {
        for (String beginning : beginnings) {
            await().atMost(LIMIT).until(() -> warnings(beginning).anyMatch(line -> line.contains("refused")));
        }
        servers.forEach(EmbeddedRedis::restart);
        for (String beginning : beginnings) {
            await().atMost(LIMIT).until(() -> warnings(beginning).anyMatch(line -> line.contains("WRONGPASS")));
            assertThat(warnings(beginning)).hasSizeLessThan(5).noneMatch(line -> line.contains(PASSWORD));
        }
    }

    private Stream<String> warnings(String beginning) {
        return heard.texts(Level.WARN).stream().filter(line -> line.startsWith(beginning));
    }
}
