package io.tokenwell.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import java.time.Duration;

/**
 * Lettuce options under which an outage is an answer. Lettuce's own defaults queue commands until the server is back, and
 * give reactive commands no timeout at all. Safe for use by any thread.
 */
public final class RedisClientOptions {

    private RedisClientOptions() {}

    /**
     * For {@code RedisClient.setOptions}, standalone and Sentinel.
     *
     * @param timeout of connecting and of every command
     * @return options that refuse commands while disconnected, end those under way when the connection is lost, and
     *     reconnect by themselves
     */
    public static ClientOptions failFast(Duration timeout) {
        return timed(timeout)
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .build();
    }

    /**
     * For {@code RedisClusterClient.setOptions}. Commands are not refused here, as a cluster client opens its connections
     * one by one at their first use and would refuse the commands that make it do so: a lost node costs the timeout, and
     * what was under way is sent again if the node is back within it. The ports bear that: an operation that is done
     * twice ends as if done once.
     *
     * @param timeout of connecting and of every command
     * @return options that end every command within the timeout; Lettuce itself looks at the cluster anew after a
     *     redirection or a lost node
     */
    public static ClusterClientOptions failFastCluster(Duration timeout) {
        return ClusterClientOptions.builder(timed(timeout).build()).build();
    }

    private static ClientOptions.Builder timed(Duration timeout) {
        return ClientOptions.builder()
                .timeoutOptions(TimeoutOptions.enabled(timeout))
                .socketOptions(SocketOptions.builder().connectTimeout(timeout).build());
    }
}
