package io.tokenwell.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import io.tokenwell.example.servers.EmbeddedRedis;
import io.tokenwell.example.servers.EmbeddedRedisCluster;
import io.tokenwell.example.servers.EmbeddedRedisSentinel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rights that core/docs/security.md gives a gateway's user are enough for every port, and none is too many. */
class LeastRightsTest {

    static final String RIGHTS =
            "~tokenwell:* +get +set +del +eval +evalsha +psetex +pexpire +pttl +ping +client|tracking";

    static final String BEHIND_SENTINEL = "+role";
    static final String ON_A_CLUSTER = "+cluster|nodes +cluster|myid +info";

    private static EmbeddedRedis server;

    @BeforeAll
    static void start() {
        server = EmbeddedRedis.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void theyAreEnough() {
        assertThat(catchThrowable(() -> everythingWith(RIGHTS))).isNull();
    }

    static Stream<String> rights() {
        return Arrays.stream(RIGHTS.split(" "));
    }

    @ParameterizedTest
    @MethodSource("rights")
    void noneIsTooMany(String right) {
        assertThat(catchThrowable(() -> everythingWith(
                        RIGHTS.replace(right, "").replace("  ", " ").strip())))
                .isNotNull();
    }

    @Test
    void behindSentinelOneMoreIsNeeded() {
        try (EmbeddedRedisSentinel servers = EmbeddedRedisSentinel.start()) {
            servers.nodes().forEach(node -> Rights.give(node, RIGHTS + " " + BEHIND_SENTINEL));
            RedisURI uri = Rights.user(servers.uri());
            try (RedisClient client = RedisClient.create();
                    RedisConnection connection = RedisConnection.to(client, uri);
                    RedisTracking tracking = RedisTracking.of(client, uri)) {
                connection.attempted().block(Rights.LIMIT);
                Rights.everything(RedisStores.of(connection), tracking);
            }
        }
    }

    @Test
    void onAClusterSomeMoreAreNeeded() {
        try (EmbeddedRedisCluster servers = EmbeddedRedisCluster.start()) {
            servers.nodes().forEach(node -> Rights.give(node, RIGHTS + " " + ON_A_CLUSTER));
            RedisURI uri = Rights.user(servers.uris().get(0));
            try (RedisClusterClient client = RedisClusterClient.create(uri);
                    RedisConnection connection = RedisConnection.to(client);
                    RedisTracking tracking = RedisTracking.of(client)) {
                connection.attempted().block(Rights.LIMIT);
                Rights.everything(RedisStores.of(connection), tracking);
            }
        }
    }

    @Test
    void theyAreThoseOfThePage() throws IOException {
        assertThat(Files.readString(Path.of("../core/docs/security.md")))
                .contains(RIGHTS, BEHIND_SENTINEL, ON_A_CLUSTER);
    }

    private static void everythingWith(String rights) {
        Rights.give(server, rights);
        RedisURI uri = Rights.user(server.uri());
        try (RedisClient client = RedisClient.create();
                RedisConnection connection = RedisConnection.to(client, uri);
                RedisTracking tracking = RedisTracking.of(client, uri)) {
            connection.attempted().block(Rights.LIMIT);
            Rights.everything(RedisStores.of(connection), tracking);
        }
    }
}
