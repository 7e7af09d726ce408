package io.tokenwell.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import java.time.Duration;

/**
 * Lettuce options under which an outage is an answer. Lettuce's own defaults queue commands until the server is back, and
 * give reactive commands no timeout at all. Safe for use by any thread.
 *
 * <p>Besides, give the {@code RedisURI} a timeout of 1 s ({@code setTimeout}; a minute by default), on Sentinel and on a
 * cluster: it is what each node has to answer in when Lettuce looks who is master. With a minute, one that is frozen holds
 * that look up, and on Sentinel its late end has been seen to overwrite a newer view, so that the lost master was asked on.
 *
 * <p>Commands that have timed out stay with a connection until it is answered or lost, as answers come in order. At most
 * 10,000 do per connection (some 25 MB): what is asked beyond is refused at once, as are as many unanswered commands of a
 * healthy server. {@code mutate()} changes that, as all else.
 *
 * @since 0.1
 */
public final class RedisClientOptions {

    private static final int LONGEST_QUEUE = 10_000;
    private static final Duration LOOK_PERIOD = Duration.ofSeconds(1);

    private RedisClientOptions() {}

    /**
     * For {@code RedisClient.setOptions}, standalone and Sentinel.
     *
     * @param timeout of connecting and of every command
     * @return options that refuse commands while disconnected, end those under way when the connection is lost, and
     *     reconnect by themselves
     */
    public static ClientOptions failFast(Duration timeout) {
        return timed(timeout).build();
    }

    /**
     * For {@code RedisClusterClient.setOptions}. Each second the client asks all nodes who is master, as nothing else tells of
     * one that is frozen: with URIs of 1 s, one that was lost was replaced 1 to 2 s after the cluster had done so. This costs
     * each node a short connection per client and second; with very many clients or nodes a longer period does better.
     *
     * <p>A connection is opened at the first command to its node, and until it is open commands to that node are refused. The
     * ports bear that: to them it is an outage of some milliseconds.
     *
     * @param timeout of connecting and of every command
     * @return options that refuse commands while disconnected, end all others within the timeout, and look at the cluster
     *     anew each second, after a redirection and after a lost node
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
