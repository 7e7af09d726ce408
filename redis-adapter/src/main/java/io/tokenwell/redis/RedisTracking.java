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
 * Where Redis announces the changes of its keys: server-assisted client tracking in broadcast mode, pushed over RESP3 (Redis
 * 6 or later) on a connection of its own per master. Connects in the background, again and again if need be, and is no
 * reason for an application not to start. Safe for use by any thread.
 *
 * @since 0.1
 */
public final class RedisTracking implements AutoCloseable {

    private final Way way;
    private final Disposable.Composite open;

    private interface Way {
        Disposable listening(String prefix, Duration heartbeat, TrackingListener listener);
    }

    private RedisTracking(Way way, Disposable... opened) {
        this.way = way;
        this.open = Disposables.composite(opened);
    }

    /**
     * The changes on one server, or on the master that Sentinel names.
     *
     * @param client connects; stays the caller's to shut down, after this object was closed
     * @param uri the server, or the sentinels and the master's name
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
     * The changes on all masters of a cluster.
     *
     * @param client tells the masters and how to connect; stays the caller's to shut down, after this object was closed
     * @return the tracking, not yet connected
     */
    public static RedisTracking of(RedisClusterClient client) {
        RedisClient nodes = RedisClient.create(client.getResources());
        nodes.setOptions(ClientOptions.copyOf(client.getOptions()));
        return new RedisTracking(
                (prefix, heartbeat, listener) -> new TrackedCluster(client, nodes, prefix, heartbeat, listener),
                () -> ended(nodes));
    }

    /** The event loops are the cluster client's: it lends them. */
    private static void ended(RedisClient nodes) {
        Mono.fromFuture(nodes.shutdownAsync(0, 0, TimeUnit.MILLISECONDS))
                .onErrorComplete()
                .subscribe();
    }

    /** Tells the listener from now on until the returned object, or this one, is disposed of. */
    Disposable listening(String prefix, Duration heartbeat, TrackingListener listener) {
        Disposable listening = way.listening(prefix, heartbeat, listener);
        open.add(listening);
        return () -> {
            open.remove(listening);
            listening.dispose();
        };
    }

    /** Closes the connections. Near caches that listen are empty from then on and ask Redis every time. */
    @Override
    public void close() {
        open.dispose();
    }
}
