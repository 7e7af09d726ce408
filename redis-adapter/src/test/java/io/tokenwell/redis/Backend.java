package io.tokenwell.redis;

import io.lettuce.core.ReadFrom;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.masterreplica.MasterReplica;
import io.lettuce.core.masterreplica.StatefulRedisMasterReplicaConnection;
import io.tokenwell.example.servers.EmbeddedRedis;
import io.tokenwell.example.servers.EmbeddedRedisCluster;
import io.tokenwell.example.servers.EmbeddedRedisSentinel;
import io.tokenwell.spi.AccountKey;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A real Redis that all tests of this JVM share, and that ends with the JVM.
 *
 * @param stores under test
 * @param raw the same connection, to look and to meddle
 * @param opening a tracking of the same servers, for whoever opens it to close
 */
record Backend(RedisStores stores, RedisClusterCommands<String, String> raw, Supplier<RedisTracking> opening) {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration SHORT = Duration.ofMillis(500);

    static Backend standalone() {
        return Standalone.LIVING;
    }

    static Backend cluster() {
        return Cluster.LIVING;
    }

    static Backend sentinel() {
        return Sentinel.LIVING;
    }

    /** Connected once; then the server was killed. */
    static Backend unreachable() {
        return Standalone.DEAD;
    }

    /** Connected once; then all nodes were killed. */
    static Backend unreachableCluster() {
        return Cluster.DEAD;
    }

    /** Connected once; then all nodes and all Sentinels were killed. */
    static Backend unreachableSentinel() {
        return Sentinel.DEAD;
    }

    private static Backend connected(EmbeddedRedis server, Duration timeout) {
        RedisClient client = RedisClient.create(server.uri());
        client.setOptions(RedisClientOptions.failFast(timeout));
        StatefulRedisConnection<String, String> connection = client.connect();
        return new Backend(
                RedisStores.of(connection),
                connection.sync(),
                () -> RedisTracking.of(client, RedisURI.create(server.uri())));
    }

    private static Backend connected(EmbeddedRedisCluster servers, Duration timeout) {
        RedisClusterClient client = RedisClusterClient.create(servers.uris().get(0));
        client.setOptions(RedisClientOptions.failFastCluster(timeout));
        StatefulRedisClusterConnection<String, String> connection = client.connect();
        opened(connection);
        return new Backend(RedisStores.of(connection), connection.sync(), () -> RedisTracking.of(client));
    }

    private static Backend connected(EmbeddedRedisSentinel servers, Duration timeout) {
        RedisClient client = RedisClient.create();
        client.setOptions(RedisClientOptions.failFast(timeout));
        StatefulRedisMasterReplicaConnection<String, String> connection =
                MasterReplica.connect(client, StringCodec.UTF8, RedisURI.create(servers.uri()));
        connection.setReadFrom(ReadFrom.UPSTREAM);
        return new Backend(
                RedisStores.of(connection),
                connection.sync(),
                () -> RedisTracking.of(client, RedisURI.create(servers.uri())));
    }

    /** To the master of each slot; until it is open, commands are refused. */
    private static void opened(StatefulRedisClusterConnection<String, String> connection) {
        connection.getPartitions().stream()
                .filter(node -> !node.getSlots().isEmpty())
                .forEach(node -> connection.getConnection(
                        node.getUri().getHost(), node.getUri().getPort()));
    }

    /** Shortens the life noted down for a key by this time; a key without end stays without end. */
    void age(AccountKey key, String kind, Duration time) {
        String name = new AccountKeys("tokenwell", kind).of(key);
        long left = raw.pttl(name);
        if (left > 0) {
            raw.pexpire(name, left - time.toMillis());
        }
    }

    private static final class Standalone {

        static final Backend LIVING = connected(EmbeddedRedis.start(), TIMEOUT);
        static final Backend DEAD = dead();

        private static Backend dead() {
            try (EmbeddedRedis server = EmbeddedRedis.start()) {
                return connected(server, SHORT);
            }
        }
    }

    private static final class Cluster {

        static final Backend LIVING = connected(EmbeddedRedisCluster.start(), TIMEOUT);
        static final Backend DEAD = dead();

        private static Backend dead() {
            try (EmbeddedRedisCluster servers = EmbeddedRedisCluster.start()) {
                return connected(servers, SHORT);
            }
        }
    }

    private static final class Sentinel {

        static final Backend LIVING = connected(EmbeddedRedisSentinel.start(), TIMEOUT);
        static final Backend DEAD = dead();

        private static Backend dead() {
            try (EmbeddedRedisSentinel servers = EmbeddedRedisSentinel.start()) {
                return connected(servers, SHORT);
            }
        }
    }
}
