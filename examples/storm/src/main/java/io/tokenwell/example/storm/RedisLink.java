package io.tokenwell.example.storm;

import io.lettuce.core.ReadFrom;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.masterreplica.MasterReplica;
import io.lettuce.core.masterreplica.StatefulRedisMasterReplicaConnection;
import io.tokenwell.redis.NearCacheSettings;
import io.tokenwell.redis.RedisClientOptions;
import io.tokenwell.redis.RedisStores;
import io.tokenwell.redis.RedisTracking;
import io.tokenwell.spi.TokenCache;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * An instance's own connections to Redis.
 *
 * @param stores on them
 * @param caching makes the cache of these stores, once they have their cipher
 * @param closing ends the connections
 */
record RedisLink(RedisStores stores, Function<RedisStores, TokenCache> caching, Runnable closing)
        implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofMillis(500);
    private static final Duration TOPOLOGY_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration NO_QUIET_PERIOD = Duration.ZERO;
    private static final Duration END_LIMIT = Duration.ofSeconds(2);

    /** To one server. */
    static RedisLink standalone(String uri) {
        RedisClient client = RedisClient.create(uri);
        client.setOptions(RedisClientOptions.failFast(TIMEOUT));
        RedisStores stores = RedisStores.of(client.connect());
        return new RedisLink(stores, RedisStores::tokenCache, () -> client.shutdown(NO_QUIET_PERIOD, END_LIMIT));
    }

    /** To one server, with a near cache. */
    static RedisLink standaloneNear(String uri) {
        RedisClient client = RedisClient.create(uri);
        client.setOptions(RedisClientOptions.failFast(TIMEOUT));
        return near(RedisStores.of(client.connect()), RedisTracking.of(client, RedisURI.create(uri)), () -> {
            client.shutdown(NO_QUIET_PERIOD, END_LIMIT);
        });
    }

    /** To the master that Sentinel names, with a near cache. */
    static RedisLink sentinel(String sentinels) {
        RedisURI uri = uri(sentinels);
        RedisClient client = RedisClient.create();
        client.setOptions(RedisClientOptions.failFast(TIMEOUT));
        StatefulRedisMasterReplicaConnection<String, String> connection =
                MasterReplica.connect(client, StringCodec.UTF8, uri);
        connection.setReadFrom(ReadFrom.UPSTREAM);
        return near(RedisStores.of(connection), RedisTracking.of(client, uri), () -> {
            client.shutdown(NO_QUIET_PERIOD, END_LIMIT);
        });
    }

    /** To a cluster, with a near cache. */
    static RedisLink cluster(List<String> uris) {
        RedisClusterClient client =
                RedisClusterClient.create(uris.stream().map(RedisLink::uri).toList());
        client.setOptions(RedisClientOptions.failFastCluster(TIMEOUT));
        return near(RedisStores.of(client.connect()), RedisTracking.of(client), () -> {
            client.shutdown(NO_QUIET_PERIOD, END_LIMIT);
        });
    }

    /** How long Lettuce waits for each node when it looks who is master: for a silent one a minute by default. */
    private static RedisURI uri(String text) {
        RedisURI uri = RedisURI.create(text);
        uri.setTimeout(TOPOLOGY_TIMEOUT);
        return uri;
    }

    private static RedisLink near(RedisStores stores, RedisTracking tracking, Runnable shutdown) {
        return new RedisLink(stores, made -> made.nearTokenCache(tracking, NearCacheSettings.defaults()), () -> {
            tracking.close();
            shutdown.run();
        });
    }

    @Override
    public void close() {
        closing.run();
    }
}
