package io.tokenwell.example.servers;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Redis master, its two replicas and three Sentinels that replace a lost master, on loopback, gone with the JVM. */
public final class EmbeddedRedisSentinel implements AutoCloseable {

    /** The name by which the Sentinels know the master. */
    public static final String MASTER_ID = "tokenwell";

    private static final int REPLICAS = 2;
    private static final int SENTINELS = 3;
    private static final Duration FORMING_LIMIT = Duration.ofSeconds(30);
    private static final Pattern ADDRESS = Pattern.compile("127\\.0\\.0\\.1\\r\\n\\$\\d+\\r\\n(\\d+)");

    private static final String CONFIGURATION = """
            sentinel monitor %1$s 127.0.0.1 %2$s 2
            sentinel down-after-milliseconds %1$s 1000
            sentinel failover-timeout %1$s 2000
            """;

    private final List<EmbeddedRedis> nodes = new ArrayList<>();
    private final List<EmbeddedRedis> sentinels = new ArrayList<>();

    private EmbeddedRedisSentinel() {}

    /**
     * Starts all six and waits until the Sentinels know each other and both replicas.
     *
     * @return the servers, ready for connections and for a failover
     */
    public static EmbeddedRedisSentinel start() {
        EmbeddedRedisSentinel servers = new EmbeddedRedisSentinel();
        try {
            servers.form();
            return servers;
        } catch (RuntimeException e) {
            servers.close();
            throw e;
        }
    }

    private void form() {
        nodes.add(EmbeddedRedis.start(Replication.OPTIONS));
        int master = nodes.get(0).port();
        for (int i = 0; i < REPLICAS; i++) {
            nodes.add(EmbeddedRedis.start(following(master)));
        }
        // Before the Sentinels start: they look for replicas at once, and then only every ten seconds.
        await("the replicas do not follow", () -> Replication.isFollowedBy(REPLICAS, master));
        for (int i = 0; i < SENTINELS; i++) {
            sentinels.add(EmbeddedRedis.sentinel(CONFIGURATION.formatted(MASTER_ID, master)));
        }
        String known = "status=ok,address=127.0.0.1:" + master + ",slaves=" + REPLICAS + ",sentinels=" + SENTINELS;
        await(
                "the Sentinels do not find each other",
                () -> sentinels.stream()
                        .allMatch(sentinel -> RespProbe.answers(sentinel.port(), "INFO sentinel", known)));
    }

    private static List<String> following(int master) {
        List<String> options = new ArrayList<>(Replication.OPTIONS);
        options.addAll(List.of("--replicaof", "127.0.0.1", String.valueOf(master)));
        return options;
    }

    private static void await(String otherwise, BooleanSupplier condition) {
        if (!Waiting.until(FORMING_LIMIT, condition)) {
            throw new ServerStartException(otherwise);
        }
    }

    /**
     * The address for clients that ask the Sentinels.
     *
     * @return {@code redis-sentinel://}, the three Sentinels, and the name of the master
     */
    public String uri() {
        return sentinels.stream()
                .map(sentinel -> "127.0.0.1:" + sentinel.port())
                .collect(Collectors.joining(",", "redis-sentinel://", "/0#" + MASTER_ID));
    }

    /**
     * The master and its replicas, in whatever roles they have by now.
     *
     * @return the first master, then the first replicas
     */
    public List<EmbeddedRedis> nodes() {
        return List.copyOf(nodes);
    }

    /**
     * The Sentinels, to stop or pause one of them.
     *
     * @return the three Sentinels
     */
    public List<EmbeddedRedis> sentinels() {
        return List.copyOf(sentinels);
    }

    /**
     * The master of now, as the Sentinels tell: after {@code master().stop()} the lost one until a replica has taken over.
     *
     * @return the master
     */
    public EmbeddedRedis master() {
        int port = sentinels.stream()
                .flatMap(sentinel -> masterPort(sentinel.port()))
                .findFirst()
                .orElseThrow(() -> new ServerStartException("no Sentinel knows a master"));
        return nodes.stream()
                .filter(node -> node.port() == port)
                .findFirst()
                .orElseThrow(() -> new ServerStartException("a foreign master on port " + port));
    }

    private static Stream<Integer> masterPort(int sentinel) {
        try {
            Matcher address = ADDRESS.matcher(RespProbe.ask(sentinel, "SENTINEL GET-MASTER-ADDR-BY-NAME " + MASTER_ID));
            return address.find() ? Stream.of(Integer.valueOf(address.group(1))) : Stream.empty();
        } catch (IOException stopped) {
            return Stream.empty();
        }
    }

    @Override
    public void close() {
        // First, or they would replace a master for each server that goes.
        sentinels.forEach(EmbeddedRedis::close);
        nodes.forEach(EmbeddedRedis::close);
    }
}
