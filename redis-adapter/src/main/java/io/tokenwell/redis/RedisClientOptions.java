package io.tokenwell.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import java.time.Duration;

/**
 * Lettuce options that turn an outage into an error at once. By default Lettuce queues commands until the server is
 * back, and reactive commands have no timeout.
 *
 * <p>In addition, give the {@code RedisURI} a timeout of 1 s ({@code setTimeout}; the default is a minute), with
 * Sentinel and with a cluster: it limits how long Lettuce waits for each node when it looks for the masters. With a
 * minute, a frozen node delays this, and with Sentinel its late failure has been seen to replace a newer view, so that
 * the lost master was used further.
 *
 * <p>Commands that have timed out stay with their connection until they are answered or the connection is lost, as
 * answers arrive in order. At most 10,000 stay per connection (about 25 MB). Further commands are refused at once, also
 * if a healthy server has that many unanswered commands. {@code mutate()} changes this limit and all other options.
 *
 * @since 0.1
 */
public final class RedisClientOptions {

    private static final int LONGEST_QUEUE = 10_000;
    private static final Duration LOOK_PERIOD = Duration.ofSeconds(1);

    private RedisClientOptions() {}

    /**
     * Returns options for {@code RedisClient.setOptions}, for one server and for Sentinel.
     *
     * @param timeout timeout of connecting and of every command
     * @return options that refuse commands while disconnected, end running commands when the connection is lost, and
     *     reconnect automatically
     */
    public static ClientOptions failFast(Duration timeout) {
        return timed(timeout).build();
    }

    /**
     * Returns options for {@code RedisClusterClient.setOptions}. Each second the client asks all nodes for the masters,
     * as a frozen master is not noticed otherwise: with timeouts of 1 s in the URIs, a lost master was replaced 1 to 2
     * s after the cluster had replaced it. This costs each node a short connection per client and second; with very
     * many clients or nodes use a longer period.
     *
     * <p>A connection to a node is opened by the first command to it, and commands to that node are refused until it is
     * open. The stores handle this as an outage of some milliseconds.
     *
     * @param timeout timeout of connecting and of every command
     * @return options that refuse commands while disconnected, end all others within the timeout, and update the view
     *     of the cluster each second, after a redirection and after a lost node
     */
    public static ClusterClientOptions failFastCluster(Duration timeout) {
        return ClusterClientOptions.builder(timed(timeout).build())
                .topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
                        .enablePeriodicRefresh(LOOK_PERIOD)
                        .adaptiveRefreshTriggersTimeout(LOOK_PERIOD)
                        .build())
                .build();
    }

    private static ClientOptions.Builder timed(Duration timeout) {
        return ClientOptions.builder()
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(LONGEST_QUEUE)
                .timeoutOptions(TimeoutOptions.enabled(timeout))
                .socketOptions(SocketOptions.builder().connectTimeout(timeout).build());
    }
}
