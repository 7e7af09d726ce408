package io.tokenwell.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.models.partitions.ClusterPartitionParser;
import io.lettuce.core.cluster.models.partitions.Partitions;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.models.role.RedisInstance.Role;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * The announcements of a cluster. Each master's sign of life is its view of the cluster, so that a new master is heard within
 * a heartbeat.
 */
final class TrackedCluster implements Disposable {

    private final RedisClient client;
    private final RedisURI settings;
    private final TrackedNode.Plan plan;
    private final TrackedMasters masters;

    TrackedCluster(Partitions known, RedisClient client, String prefix, Duration heartbeat, TrackingListener listener) {
        this.client = client;
        this.settings = known.getPartition(0).getUri();
        this.plan = new TrackedNode.Plan(prefix, heartbeat, this::viewed);
        this.masters = new TrackedMasters(listener, this::opened);
        masters.are(mastersIn(known));
    }

    private Mono<?> viewed(StatefulRedisConnection<String, String> connection) {
        return connection
                .reactive()
                .clusterNodes()
                .doOnNext(view -> masters.are(mastersIn(ClusterPartitionParser.parse(view))));
    }

    private static Set<String> mastersIn(Collection<RedisClusterNode> nodes) {
        return nodes.stream()
                .filter(node -> node.getRole() == Role.UPSTREAM && !node.hasNoSlots())
                .map(node -> node.getUri().getHost() + ":" + node.getUri().getPort())
                .collect(Collectors.toSet());
    }

    /** With the credentials and the encryption that the cluster's client uses. */
    private Disposable opened(String master, TrackingListener ear) {
        int colon = master.lastIndexOf(':');
        RedisURI uri = RedisURI.builder(settings)
                .withHost(master.substring(0, colon))
                .withPort(Integer.parseInt(master.substring(colon + 1)))
                .build();
        return new TrackedNode(master, () -> client.connectAsync(StringCodec.UTF8, uri), plan, ear);
    }

    @Override
    public void dispose() {
        masters.dispose();
    }

    @Override
    public boolean isDisposed() {
        return masters.isDisposed();
    }
}
