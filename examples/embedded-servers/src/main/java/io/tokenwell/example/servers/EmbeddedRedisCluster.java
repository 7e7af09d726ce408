package io.tokenwell.example.servers;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Three Redis masters on loopback that share the sixteen thousand slots, gone with the JVM. */
public final class EmbeddedRedisCluster implements AutoCloseable {

    private static final int MASTERS = 3;
    private static final int SLOTS = 16_384;
    private static final int ATTEMPTS = 10;
    private static final Duration FORMING_LIMIT = Duration.ofSeconds(30);

    private record Node(EmbeddedRedis redis, int busPort) {}

    private final List<Node> nodes = new ArrayList<>();

    private EmbeddedRedisCluster() {}

    /**
     * Starts three masters and waits until all of them see the whole cluster.
     *
     * @return the cluster, ready for connections
     */
    public static EmbeddedRedisCluster start() {
        EmbeddedRedisCluster cluster = new EmbeddedRedisCluster();
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
        for (int i = 0; i < MASTERS; i++) {
            nodes.add(node());
        }
        for (int i = 0; i < MASTERS; i++) {
            int first = SLOTS * i / MASTERS;
            int last = SLOTS * (i + 1) / MASTERS - 1;
            order(nodes.get(i), "CLUSTER ADDSLOTSRANGE " + first + " " + last);
            order(nodes.get(i), "CLUSTER SET-CONFIG-EPOCH " + (i + 1));
        }
        Node seed = nodes.get(0);
        for (Node other : nodes.subList(1, MASTERS)) {
            order(seed, "CLUSTER MEET 127.0.0.1 " + other.redis().port() + " " + other.busPort());
        }
        if (!Waiting.until(FORMING_LIMIT, () -> nodes.stream().allMatch(EmbeddedRedisCluster::seesAll))) {
            throw new ServerStartException("the cluster does not form");
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
        return List.of(
                "--cluster-enabled", "yes",
                "--cluster-config-file", "nodes.conf",
                "--cluster-node-timeout", "2000",
                "--cluster-port", String.valueOf(bus));
    }

    private static void order(Node node, String command) throws IOException {
        String answer = RespProbe.ask(node.redis().port(), command);
        if (!answer.startsWith("+OK")) {
            throw new ServerStartException(command + " answered " + answer);
        }
    }

    private static boolean seesAll(Node node) {
        int port = node.redis().port();
        return RespProbe.answers(port, "CLUSTER INFO", "cluster_state:ok")
                && RespProbe.answers(port, "CLUSTER INFO", "cluster_known_nodes:" + MASTERS)
                && RespProbe.answers(port, "CLUSTER INFO", "cluster_slots_ok:" + SLOTS);
    }

    /**
     * The addresses of all masters; any one of them is enough for a cluster client.
     *
     * @return one {@code redis://127.0.0.1:port} each
     */
    public List<String> uris() {
        return nodes.stream().map(node -> node.redis().uri()).toList();
    }

    /**
     * The masters themselves, to stop or pause one of them.
     *
     * @return the masters, in the order of their slots
     */
    public List<EmbeddedRedis> masters() {
        return nodes.stream().map(Node::redis).toList();
    }

    @Override
    public void close() {
        nodes.forEach(node -> node.redis().close());
    }
}
