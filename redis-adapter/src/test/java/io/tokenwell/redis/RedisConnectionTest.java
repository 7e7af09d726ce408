package io.tokenwell.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.cluster.RedisClusterClient;
import io.tokenwell.Secret;
import io.tokenwell.TokenStorageException;
import io.tokenwell.example.servers.EmbeddedRedis;
import io.tokenwell.example.servers.EmbeddedRedisCluster;
import io.tokenwell.example.servers.EmbeddedRedisSentinel;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.Lease;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** An application starts while Redis is away, and uses it once it is there. */
class RedisConnectionTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration AT_ONCE = Duration.ofMillis(300);
    private static final Duration TIMEOUT = Duration.ofMillis(500);
    private static final Duration TTL = Duration.ofMinutes(1);
    private static final AccountKey KEY = new AccountKey(42);
    private static final CachedToken TOKEN = new CachedToken(Secret.of("token"), 1, null);

    @Test
    void oneServer() {
        try (EmbeddedRedis server = EmbeddedRedis.start();
                RedisClient client = RedisClient.create()) {
            client.setOptions(RedisClientOptions.failFast(TIMEOUT));
            server.stop();
            startsWithout(
                    List.of(server),
                    RedisConnection.to(client, uri(server.uri())),
                    RedisTracking.of(client, uri(server.uri())));
        }
    }

    @Test
    void sentinels() {
        try (EmbeddedRedisSentinel servers = EmbeddedRedisSentinel.start();
                RedisClient client = RedisClient.create()) {
            client.setOptions(RedisClientOptions.failFast(TIMEOUT));
            List<EmbeddedRedis> all = Stream.concat(servers.nodes().stream(), servers.sentinels().stream())
                    .toList();
            all.forEach(EmbeddedRedis::stop);
            startsWithout(
                    all, RedisConnection.to(client, uri(servers.uri())), RedisTracking.of(client, uri(servers.uri())));
        }
    }

    @Test
    void aCluster() {
        try (EmbeddedRedisCluster servers = EmbeddedRedisCluster.start();
                RedisClusterClient client =
                        RedisClusterClient.create(uri(servers.uris().get(0)))) {
            client.setOptions(RedisClientOptions.failFastCluster(TIMEOUT));
            servers.nodes().forEach(EmbeddedRedis::stop);
            startsWithout(servers.nodes(), RedisConnection.to(client), RedisTracking.of(client));
        }
    }

    private static RedisURI uri(String text) {
        RedisURI uri = RedisURI.create(text);
        uri.setTimeout(Duration.ofSeconds(1));
        return uri;
    }

    private static void startsWithout(List<EmbeddedRedis> servers, RedisConnection made, RedisTracking tracked) {
        try (RedisTracking tracking = tracked;
                RedisConnection connection = made) {
            RedisStores stores = RedisStores.of(connection);
            NearTokenCache near = stores.nearTokenCache(tracking, NearCacheSettings.defaults());
            StepVerifier.create(connection.attempted()).expectError().verify(LIMIT);
            refusesAll(stores, near);
            servers.forEach(EmbeddedRedis::restart);
            await().atMost(LIMIT).until(near::isTracking);
            await().atMost(LIMIT).until(() -> served(near));
            Lease lease = new Lease(KEY, "owner");
            assertThat(stores.refreshLock().tryAcquire(lease, TTL).block(LIMIT)).isEqualTo(lease);
        }
        refused(RedisStores.of(made).tokenCache().get(KEY));
    }

    private static void refusesAll(RedisStores stores, NearTokenCache near) {
        refused(near.get(KEY));
        refused(near.put(KEY, TOKEN, TTL));
        refused(stores.refreshLock().tryAcquire(new Lease(KEY, "owner"), TTL));
        refused(stores.rotationEscrow().find(KEY));
        refused(stores.refreshCooldown().find(KEY));
        assertThat(near.isTracking()).isFalse();
    }

    private static void refused(Mono<?> asked) {
        StepVerifier.create(asked)
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(TokenStorageException.class)
                        .hasRootCauseInstanceOf(Exception.class)
                        .cause()
                        .isInstanceOf(RedisConnectionException.class)
                        .hasMessageStartingWith("not connected: server="))
                .verify(AT_ONCE);
    }

    private static boolean served(NearTokenCache near) {
        near.put(KEY, TOKEN, TTL).then(near.get(KEY)).onErrorComplete().block(LIMIT);
        return TOKEN.equals(near.peek(KEY));
    }

    /** Frozen servers take connections, and answer later. */
    @Test
    void oneThatAnswersWhenNobodyWantsItAnyMoreIsLeft() {
        try (EmbeddedRedis server = EmbeddedRedis.start();
                RedisClient client = RedisClient.create();
                RedisClient other = RedisClient.create(server.uri())) {
            RedisCommands<String, String> watching = other.connect().sync();
            long before = received(watching);
            server.pause();
            RedisConnection connection = RedisConnection.to(client, uri(server.uri()));
            connection.close();
            assertThat(connection.isMade()).isFalse();
            server.resume();
            await().atMost(LIMIT).until(() -> received(watching) > before);
            await().atMost(LIMIT).until(() -> watching.clientList().lines().count() == 1);
            assertThatThrownBy(connection::reactive).isInstanceOf(RedisConnectionException.class);
        }
    }

    private static long received(RedisCommands<String, String> server) {
        return server.info("stats")
                .lines()
                .filter(line -> line.startsWith("total_connections_received:"))
                .mapToLong(line ->
                        Long.parseLong(line.substring(line.indexOf(':') + 1).trim()))
                .sum();
    }

    @Test
    void whatNeedsNoPatienceIsMadeAtTheFirstAttempt() {
        try (EmbeddedRedis server = EmbeddedRedis.start();
                RedisClient client = RedisClient.create();
                RedisConnection connection = RedisConnection.to(client, uri(server.uri()))) {
            StepVerifier.create(connection.attempted()).expectComplete().verify(LIMIT);
            StepVerifier.create(connection.attempted()).expectComplete().verify(LIMIT);
            assertThat(connection.isMade()).isTrue();
            assertThat(connection.reactive().ping().block(LIMIT)).isEqualTo("PONG");
        }
    }
}
