package io.tokenwell.simulation;

import io.tokenwell.refresh.RefreshingAccessTokenProvider;
import io.tokenwell.refresh.RefreshingProviderBuilder;
import io.tokenwell.refresh.settings.Platform;
import io.tokenwell.refresh.settings.RefreshAheadSettings;
import io.tokenwell.simulation.Task.Lane;
import io.tokenwell.spi.TokenCache;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The instances, each with ways of its own to what they share. */
final class Fleet {

    /** No one place. */
    static final int ALL = -1;

    final World world;
    final Plan plan;
    final SimulatedRedis redis;
    final SimulatedTable table;
    final AuthorizationServer server;

    /** All that ever were. */
    final List<Node> nodes = new ArrayList<>();

    private final Node[] places;
    private final Ears ears;
    private final Mutant mutant;
    private final List<Weather> weather = new ArrayList<>();
    private int started;

    /** Trouble that meets whoever is in a place, or all; also those that start while it lasts. */
    private record Weather(Lane lane, int place, Trouble trouble) {}

    /** All that listens. */
    interface Ears extends Link.Ear, EndpointPort.Ear {}

    Fleet(World world, Plan plan, Stores stores, Ears ears, Mutant mutant) {
        this.world = world;
        this.plan = plan;
        this.redis = stores.redis();
        this.table = stores.table();
        this.server = stores.server();
        this.ears = ears;
        this.mutant = mutant;
        this.places = new Node[plan.instances];
    }

    /** What they share. */
    record Stores(SimulatedRedis redis, SimulatedTable table, AuthorizationServer server) {}

    /** In an empty place, or in place of what was there. */
    Node start(int place) {
        Links links = new Links(
                link(Lane.REDIS, Fleet::atOnce, plan.redisLatency, plan.ordered),
                link(Lane.NEWS, Fleet::atOnce, plan.redisLatency, true),
                link(Lane.TABLE, table, plan.tableLatency, false),
                link(Lane.ENDPOINT, Fleet::atOnce, plan.endpointLatency, false));
        Instance instance = new Instance(world, place, "i" + place + "." + started++, links);
        if (plan.kind == Kind.CLOCK) {
            instance.moveClock(world.chance.between(-50_000, 50_000) * Times.MS);
        }
        weather.stream()
                .filter(each -> each.place() == ALL || each.place() == place)
                .forEach(each -> way(instance, each.lane()).trouble(each.trouble()));
        Node node = new Node(instance);
        node.built = provider(node);
        if (plan.ahead) {
            startAhead(node);
        }
        places[place] = node;
        nodes.add(node);
        return node;
    }

    private Link link(Lane lane, Link.Server far, long latency, boolean ordered) {
        return new Link(world, lane, far, ears, latency, ordered);
    }

    private static void atOnce(Request<?> request, Runnable work) {
        work.run();
    }

    private RefreshingAccessTokenProvider provider(Node node) {
        Instance instance = node.instance;
        Links links = instance.links;
        RedisPorts ports = new RedisPorts(instance, links.redis(), redis);
        RefreshingProviderBuilder builder = RefreshingAccessTokenProvider.builder()
                .repository(new TablePorts(instance, links.table(), table))
                .cache(cache(node))
                .lock(ports.lock())
                .escrow(ports.escrow())
                .endpoint(new EndpointPort(instance, links.endpoint(), server, ears, mutant))
                .settings(mutant == Mutant.NO_LOCK_PATIENCE ? plan.withoutLockPatience() : plan.settings)
                .platforms(Platform.OPENAI.toBuilder()
                        .maxRefreshes(plan.maxRefreshes)
                        .reuseGrace(plan.believedGrace)
                        .build())
                .instance(instance.name)
                .observer(node)
                .clock(mutant == Mutant.NO_DATE ? new SleepingDate(instance) : instance)
                .scheduler(instance.scheduler, instance::nanoTime)
                .random(instance.jitter::unit);
        return (plan.cooldownShared ? builder.cooldown(ports.cooldown()) : builder).build();
    }

    private TokenCache cache(Node node) {
        Instance instance = node.instance;
        RedisCache far = new RedisCache(instance, instance.links.redis(), redis);
        if (!plan.near) {
            return far;
        }
        NearCache near = new NearCache(instance, redis, far, plan.heartbeat);
        node.near = near;
        Task unused = world.at(world.now(), instance, Lane.NEWS, near::connect);
        return near;
    }

    private void startAhead(Node node) {
        Duration skew = plan.settings.freshness().refreshSkew();
        RefreshAheadSettings settings = RefreshAheadSettings.builder()
                .window(skew.multipliedBy(2).plusSeconds(8))
                .pause(skew.dividedBy(4).plusSeconds(2))
                .pageSize(2)
                .maxRefreshes(2)
                .build();
        node.ahead = node.provider()
                .refreshAhead(new TablePorts(node.instance, node.instance.links.table(), table), settings);
        node.ahead.start();
    }

    /** Whose claims or locks have such owners. */
    Instance owning(String owner) {
        String name = owner.substring(0, Math.max(0, owner.lastIndexOf('/')));
        for (int i = nodes.size() - 1; i >= 0; i--) {
            if (nodes.get(i).instance.name.equals(name)) {
                return nodes.get(i).instance;
            }
        }
        throw new IllegalArgumentException("nobody's: " + owner);
    }

    Node at(int place) {
        return places[place];
    }

    Node any() {
        return places[world.chance.below(places.length)];
    }

    /** Those in service now. */
    List<Node> present() {
        return List.of(places);
    }

    void die(Node node) {
        node.instance.die();
        if (node.near != null) {
            node.near.disconnect();
        }
    }

    /** {@code place}: whom it meets. */
    void trouble(Lane lane, int place, Trouble trouble) {
        weather.add(new Weather(lane, place, trouble));
        for (Node node : places) {
            if (place == ALL || node.instance.place == place) {
                way(node.instance, lane).trouble(trouble);
            }
        }
    }

    private static Link way(Instance instance, Lane lane) {
        return switch (lane) {
            case REDIS -> instance.links.redis();
            case NEWS -> instance.links.news();
            case ENDPOINT -> instance.links.endpoint();
            default -> instance.links.table();
        };
    }

    void mendAll() {
        weather.clear();
        nodes.forEach(node -> node.instance.links.mend());
    }
}
