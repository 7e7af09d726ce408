package io.tokenwell.example.servers;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Three Redis masters on loopback that share the sixteen thousand slots, alone or with a replica each, or one that has them all; gone with the JVM. */
public final class EmbeddedRedisCluster implements AutoCloseable {

    private static final int MASTERS = 3;
    private static final int SLOTS = 16_384;
    private static final int ATTEMPTS = 10;
    private static final Duration FORMING_LIMIT = Duration.ofSeconds(30);

    private record Node(EmbeddedRedis redis, int busPort) {

        int port() {
            return redis.port();
        }
    }

    private final List<Node> nodes = new ArrayList<>();
    private final int masters;
    private final int replicas;

    private EmbeddedRedisCluster(int masters, int replicas) {
        this.masters = masters;
        this.replicas = replicas;
    }

    /**
     * Starts three masters and waits until all of them see the whole cluster.
     *
     * @return the cluster, ready for connections
     */
    public static EmbeddedRedisCluster start() {
        return formed(new EmbeddedRedisCluster(MASTERS, 0));
    }

    /**
     * Starts three masters and a replica of each, and waits until all of them see the whole cluster.
     *
     * @return the cluster, ready for connections and for the loss of a master
     */
    public static EmbeddedRedisCluster startWithReplicas() {
        return formed(new EmbeddedRedisCluster(MASTERS, MASTERS));
    }

    /**
     * Starts one master with all slots. It has met no other node, so that it does not know its own address.
     *
     * @return the cluster, ready for connections
     */
    public static EmbeddedRedisCluster startOne() {
        return formed(new EmbeddedRedisCluster(1, 0));
    }

    private static EmbeddedRedisCluster formed(EmbeddedRedisCluster cluster) {
        try {
            cluster.form();
            return cluster;
        } catch (IOException e) {
            cluster.close();
            throw new ServerStartException("a node does not take its place in the cluster", e);
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private void form() throws IOException {
        for (int i = 0; i < masters + replicas; i++) {
            nodes.add(node());
        }
        for (int i = 0; i < masters; i++) {
            int first = SLOTS * i / masters;
            int last = SLOTS * (i + 1) / masters - 1;
            order(nodes.get(i), "CLUSTER ADDSLOTSRANGE " + first + " " + last);
            order(nodes.get(i), "CLUSTER SET-CONFIG-EPOCH " + (i + 1));
        }
        Node seed = nodes.get(0);
        for (Node other : nodes.subList(1, nodes.size())) {
            order(seed, "CLUSTER MEET 127.0.0.1 " + other.port() + " " + other.busPort());
        }
        for (int i = 0; i < replicas; i++) {
            follow(nodes.get(masters + i), nodes.get(i));
        }
        if (!Waiting.until(FORMING_LIMIT, () -> nodes.stream().allMatch(this::seesAll))) {
            throw new ServerStartException("the cluster does not form");
        }
    }

    private static void follow(Node replica, Node master) throws IOException {
        String id =
                RespProbe.ask(master.port(), "CLUSTER MYID").lines().toList().get(1);
        if (!Waiting.until(FORMING_LIMIT, () -> RespProbe.answers(replica.port(), "CLUSTER REPLICATE " + id, "+OK"))) {
            throw new ServerStartException("a replica does not get to know its master");
        }
    }

    /** The bus has a port of its own choice: data port + 10000 would lie in the ephemeral range. */
    private static Node node() {
        ServerStartException last = new ServerStartException("no cluster node was tried");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int bus = FreePorts.next();
            try {
                return new Node(EmbeddedRedis.start(options(bus)), bus);
            } catch (ServerStartException busTaken) {
                last = busTaken;
            }
        }
        throw last;
    }

    private static List<String> options(int bus) {
        List<String> options = new ArrayList<>(Replication.OPTIONS);
        options.addAll(List.of(
                "--cluster-enabled", "yes",
                "--cluster-config-file", "nodes.conf",
                "--cluster-node-timeout", "1000",
                "--cluster-port", String.valueOf(bus)));
        return options;
    }

    private static void order(Node node, String command) throws IOException {
        String answer = RespProbe.ask(node.port(), command);
        if (!answer.startsWith("+OK")) {
            throw new ServerStartException(command + " answered " + answer);
        }
    }

    private boolean seesAll(Node node) {
        int port = node.port();
        return RespProbe.answers(port, "CLUSTER INFO", "cluster_state:ok")
                && RespProbe.answers(port, "CLUSTER INFO", "cluster_known_nodes:" + nodes.size())
                && RespProbe.answers(port, "CLUSTER INFO", "cluster_slots_ok:" + SLOTS)
                && ClusterView.of(port).mapToLong(ClusterView::replicas).sum() == replicas
                && Replication.isFollowedBy(nodes.indexOf(node) < replicas ? 1 : 0, port);
    }

    /**
     * The addresses of all nodes; any one of them is enough for a cluster client.
     *
     * @return one {@code redis://127.0.0.1:port} each
     */
    public List<String> uris() {
        return nodes().stream().map(EmbeddedRedis::uri).toList();
    }

    /**
     * All nodes, in whatever roles they have by now.
     *
     * @return the nodes that were started as masters, in the order of their slots, then the first replicas
     */
    public List<EmbeddedRedis> nodes() {
        return nodes.stream().map(Node::redis).toList();
    }

    /**
     * The nodes that were started as masters, to stop or pause one of them.
     *
     * @return the masters, in the order of their slots
     */
    public List<EmbeddedRedis> masters() {
        return nodes().subList(0, masters);
    }

    /**
     * The master of a key's slot: after {@code masterOf(key).stop()} for a while the lost one, then for a moment nobody.
     *
     * @param key to be found
     * @return the master, as a living node sees it
     */
    public EmbeddedRedis masterOf(String key) {
        int port = nodes.stream()
                .flatMap(node -> ClusterView.of(node.port()).flatMap(view -> view.masterOf(slot(node, key))))
                .findFirst()
                .orElseThrow(() -> new ServerStartException("no living node sees a master of " + key));
        return nodes().stream().filter(node -> node.port() == port).findFirst().orElseThrow();
    }

    private static int slot(Node node, String key) {
        try {
            String answer = RespProbe.ask(node.port(), "CLUSTER KEYSLOT " + key);
            return Integer.parseInt(answer.substring(1, answer.indexOf('\r')));
        } catch (IOException stopped) {
            throw new ServerStartException("the node cannot be asked for the slot of " + key, stopped);
        }
    }

    @Override
    public void close() {
        nodes.forEach(node -> node.redis().close());
    }
}
