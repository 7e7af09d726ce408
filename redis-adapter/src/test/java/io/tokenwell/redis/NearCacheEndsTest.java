package io.tokenwell.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.cluster.RedisClusterClient;
import io.tokenwell.example.servers.EmbeddedRedis;
import io.tokenwell.example.servers.EmbeddedRedisCluster;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Who makes a tracking for a near cache and keeps only the cache can still end it. */
class NearCacheEndsTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final NearCacheSettings SETTINGS =
            NearCacheSettings.builder().heartbeat(Duration.ofMillis(200)).build();

    /** Connections of the server that listen to changes. */
    private static long listening(RedisCommands<String, String> server) {
        return server.clientList()
                .lines()
                .filter(client -> client.matches(".* flags=\\S*t\\S* .*"))
                .count();
    }

    private static void endsWithTheCache(Supplier<NearTokenCache> opening, RedisCommands<String, String> server) {
        NearTokenCache near = opening.get();
        await().atMost(LIMIT).until(near::isTracking);
        assertThat(listening(server)).isPositive();
        near.close();
        await().atMost(LIMIT).until(() -> listening(server) == 0);
        assertThat(near.isTracking()).isFalse();
        near.close();
    }

    @Test
    void standalone() {
        try (EmbeddedRedis server = EmbeddedRedis.start();
                RedisClient client = RedisClient.create()) {
            RedisURI uri = RedisURI.create(server.uri());
            RedisStores stores = RedisStores.of(client.connect(uri));
            endsWithTheCache(
                    () -> stores.nearTokenCache(RedisTracking.of(client, uri), SETTINGS),
                    client.connect(uri).sync());
        }
    }

    @Test
    void aCluster() {
        try (EmbeddedRedisCluster server = EmbeddedRedisCluster.startOne();
                RedisClusterClient client =
                        RedisClusterClient.create(server.uris().get(0));
                RedisClient other = RedisClient.create(server.uris().get(0))) {
            RedisStores stores = RedisStores.of(client.connect());
            endsWithTheCache(
                    () -> stores.nearTokenCache(RedisTracking.of(client), SETTINGS),
                    other.connect().sync());
        }
    }

    @Test
    void othersOnTheSameTrackingGoOn() {
        try (EmbeddedRedis server = EmbeddedRedis.start();
                RedisClient client = RedisClient.create();
                RedisTracking shared = RedisTracking.of(client, RedisURI.create(server.uri()))) {
            RedisStores stores = RedisStores.of(client.connect(RedisURI.create(server.uri())));
            NearTokenCache first = stores.nearTokenCache(shared, SETTINGS);
            NearTokenCache second = stores.nearTokenCache(shared, SETTINGS);
            await().atMost(LIMIT).until(() -> first.isTracking() && second.isTracking());
            first.close();
            await().atMost(LIMIT).until(() -> !first.isTracking());
            assertThat(second.isTracking()).isTrue();
        }
    }
}
