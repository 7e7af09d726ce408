package io.tokenwell.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.models.partitions.ClusterPartitionParser;
import io.lettuce.core.cluster.models.partitions.Partitions;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode.NodeFlag;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.models.role.RedisInstance.Role;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * The announcements of a cluster. The heartbeat of each master is its view of the cluster, so that a new master is
 * tracked within a heartbeat.
 */
final class TrackedCluster implements Disposable {

    private static final Logger log = LoggerFactory.getLogger(TrackedCluster.class);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(10);
    private static final String NAMELESS = "";

    private final AbsenceLog absence = new AbsenceLog(log, "Masters of the Redis cluster not known, retrying");
    private final RedisClient nodes;
    private final String prefix;
    private final Duration heartbeat;
    private final TrackedMasters masters;
    private final Disposable looking;
    private volatile @Nullable RedisURI settings;

    /** Starts to track. {@code cluster} names the first masters; {@code nodes} connects to each. */
    TrackedCluster(
            RedisClusterClient cluster,
            RedisClient nodes,
            String prefix,
            Duration heartbeat,
            TrackingListener listener) {
        this.nodes = nodes;
        this.prefix = prefix;
        this.heartbeat = heartbeat;
        this.masters = new TrackedMasters(listener, this::opened);
        this.looking = Mono.defer(() -> Mono.fromFuture(known(cluster), true))
                .timeout(LONGEST_LOOK)
                .doOnNext(this::begin)
                .retryWhen(Retry.from(failures -> failures.concatMap(this::again)))
                .subscribe();
    }

    private static CompletableFuture<Partitions> known(RedisClusterClient cluster) {
        return cluster.refreshPartitionsAsync()
                .thenApply(refreshed -> cluster.getPartitions())
                .toCompletableFuture();
    }

    private void begin(Partitions known) {
        Set<String> first = mastersIn(known, NAMELESS);
        if (first.isEmpty()) {
            throw new IllegalStateException("no master has slots yet, or one of them no address");
        }
        settings = known.stream()
                .map(RedisClusterNode::getUri)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
        masters.are(first);
    }

    private Mono<Long> again(Retry.RetrySignal failed) {
        absence.failed("cluster", failed.failure());
        return Mono.delay(Opening.pauseAfter((int) Math.min(failed.totalRetries(), 10)));
    }

    private Mono<?> viewed(String asked, StatefulRedisConnection<String, String> connection) {
        return connection
                .reactive()
                .clusterNodes()
                .doOnNext(view -> masters.are(mastersIn(ClusterPartitionParser.parse(view), asked)));
    }

    /**
     * Returns the masters in a view; none if the address of a master is missing, as that master could not be tracked.
     * The previous masters are then kept.
     */
    static Set<String> mastersIn(Collection<RedisClusterNode> nodes, String asked) {
        Set<String> names = nodes.stream()
                .filter(node -> node.getRole() == Role.UPSTREAM && !node.hasNoSlots())
                .map(node -> nameOf(node, asked))
                .collect(Collectors.toSet());
        return names.contains(NAMELESS) ? Set.of() : names;
    }

    /**
     * Returns the address of a node. A node without contact to another does not know its own address: it is the node
     * that was asked.
     */
    private static String nameOf(RedisClusterNode node, String asked) {
        RedisURI uri = node.getUri();
        if (uri == null) {
            return node.is(NodeFlag.MYSELF) ? asked : NAMELESS;
        }
        return uri.getHost() + ":" + uri.getPort();
    }

    /** Connects with the credentials and the encryption of the client of the cluster. */
    private Disposable opened(String master, TrackingListener ear) {
        int colon = master.lastIndexOf(':');
        RedisURI uri = RedisURI.builder(Objects.requireNonNull(settings))
                .withHost(master.substring(0, colon))
                .withPort(Integer.parseInt(master.substring(colon + 1)))
                .build();
        TrackedNode.Plan plan = new TrackedNode.Plan(prefix, heartbeat, connection -> viewed(master, connection));
        return new TrackedNode(master, () -> nodes.connectAsync(StringCodec.UTF8, uri), plan, ear);
    }

    @Override
    public void dispose() {
        looking.dispose();
        masters.dispose();
    }

    @Override
    public boolean isDisposed() {
        return masters.isDisposed();
    }
}
