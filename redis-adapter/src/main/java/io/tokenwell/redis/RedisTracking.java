package io.tokenwell.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * Source of the announcements of Redis about changed keys: server-assisted client tracking in broadcast mode, pushed
 * over RESP3 (Redis 6 or later), with one extra connection per master and near cache. Connects in the background and
 * retries, so that an application can start without Redis. Holds nothing open by itself: what a near cache uses ends
 * with the cache, and {@link #close} ends what all of them use. Safe for use by any thread.
 *
 * @since 0.1
 */
public final class RedisTracking implements AutoCloseable {

    private final Way way;
    private final Disposable.Composite open = Disposables.composite();

    private interface Way {
        Disposable listening(String prefix, Duration heartbeat, TrackingListener listener);
    }

    private RedisTracking(Way way) {
        this.way = way;
    }

    /**
     * Creates the tracking of one server, or of the master that Sentinel names.
     *
     * @param client opens the connections; the caller shuts it down after the near caches were closed
     * @param uri the server, or the sentinels and the name of the master
     * @return the tracking, not yet connected
     */
    public static RedisTracking of(RedisClient client, RedisURI uri) {
        return new RedisTracking((prefix, heartbeat, listener) -> {
            TrackedNode.Plan plan = new TrackedNode.Plan(
                    prefix, heartbeat, connection -> connection.reactive().ping());
            return new TrackedNode(uri.toString(), () -> client.connectAsync(StringCodec.UTF8, uri), plan, listener);
        });
    }

    /**
     * Creates the tracking of all masters of a cluster.
     *
     * @param client knows the masters and how to connect; the caller shuts it down after the near caches were closed
     * @return the tracking, not yet connected
     */
    public static RedisTracking of(RedisClusterClient client) {
        return new RedisTracking((prefix, heartbeat, listener) -> {
            RedisClient nodes = RedisClient.create(client.getResources());
            nodes.setOptions(ClientOptions.copyOf(client.getOptions()));
            return Disposables.composite(
                    new TrackedCluster(client, nodes, prefix, heartbeat, listener), () -> ended(nodes));
        });
    }

    /** Shuts the client down. Its event loops belong to the cluster client. */
    private static void ended(RedisClient nodes) {
        Mono.fromFuture(nodes.shutdownAsync(0, 0, TimeUnit.MILLISECONDS))
                .onErrorComplete()
                .subscribe();
    }

    /** Notifies the listener until the returned object, or this one, is disposed of. */
    Disposable listening(String prefix, Duration heartbeat, TrackingListener listener) {
        Disposable listening = way.listening(prefix, heartbeat, listener);
        open.add(listening);
        return () -> {
            open.remove(listening);
            listening.dispose();
        };
    }

    /**
     * Ends the announcements of all near caches that use this object. They are empty from then on and read from Redis
     * each time.
     */
    @Override
    public void close() {
        open.dispose();
    }
}
