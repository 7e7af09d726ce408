package io.tokenwell.example.lab.cycle;

import io.tokenwell.example.lab.check.FaultEvent.Link;
import io.tokenwell.example.lab.net.FaultProxy;
import io.tokenwell.example.lab.net.StrictServer;
import io.tokenwell.example.servers.ChildClassPath;
import io.tokenwell.example.servers.EmbeddedDatabase;
import io.tokenwell.example.servers.EmbeddedRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One contestant's world: servers of its own, and a fleet of processes that stays up from cycle to cycle. */
public final class Site implements AutoCloseable {

    /** Rows keep whole seconds: a token is fresh for one or two, and many are due again within a cycle. */
    static final Duration TOKEN_LIFETIME = Duration.ofSeconds(3);
    /** Long enough to do something between the server's decision and its reply. */
    static final Duration ENDPOINT_LATENCY = Duration.ofMillis(60);

    private static final Logger log = LoggerFactory.getLogger(Site.class);

    final Contestant contestant;
    final EmbeddedRedis redis;
    final EmbeddedDatabase postgres;
    final StrictServer server;
    final RedisView redisView;
    final AccountTable table;
    final List<Instance> instances = new ArrayList<>();
    private final Path logs = Folders.create("tokenwell-lab-logs-");
    private volatile long wholeSince = System.nanoTime();
    private final ChildClassPath classPath = new ChildClassPath();
    private final SuspendableWorkers suspendable = new SuspendableWorkers();

    private Site(Contestant contestant) {
        this.contestant = contestant;
        this.redis = EmbeddedRedis.start();
        this.postgres = EmbeddedDatabase.start();
        this.server = StrictServer.start(TOKEN_LIFETIME);
        this.redisView = new RedisView(redis.uri());
        Database database = new Database(postgres.r2dbcUrl());
        this.table =
                contestant == Contestant.SPRING ? new SpringAccountTable(database) : new JsonAccountTable(database);
    }

    /**
     * Starts servers and processes.
     *
     * @param contestant who is tried
     * @param instances how many processes
     * @param mutant which protection they go without, {@code none} for none
     * @return the site, ready for cycles
     */
    public static Site open(Contestant contestant, int instances, String mutant) {
        Site site = new Site(contestant);
        try {
            site.server.latency(ENDPOINT_LATENCY);
            site.table.install();
            for (int number = 0; number < instances; number++) {
                site.instances.add(site.instance(number, mutant));
            }
            site.instances.forEach(Instance::awaitReady);
            return site;
        } catch (RuntimeException e) {
            throw new IllegalStateException("no site could be opened, logs of its workers: " + site.abandoned(), e);
        }
    }

    private Instance instance(int number, String mutant) {
        Map<Link, FaultProxy> proxies = new EnumMap<>(Link.class);
        proxies.put(Link.REDIS, FaultProxy.to(redis.port()));
        proxies.put(Link.POSTGRES, FaultProxy.to(postgres.port()));
        proxies.put(Link.ENDPOINT, FaultProxy.to(server.port()));
        List<String> arguments =
                List.of("contestant=" + contestant.label(), "mutant=" + mutant, "database=" + postgres.database());
        return new Instance(
                number,
                proxies,
                suspendable,
                classPath.value(),
                arguments,
                logs.resolve("instance-" + number + ".log").toFile());
    }

    /** Undoes whatever a cycle may have left. */
    void heal() {
        instances.forEach(Instance::heal);
        instances.forEach(Instance::revive);
    }

    /** Closes what failed, and keeps what its workers had to say. */
    Path abandoned() {
        closeServers();
        return logs;
    }

    /** From here on the world is whole, until the next fault. */
    void nowWhole() {
        wholeSince = System.nanoTime();
    }

    long wholeForMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - wholeSince);
    }

    @Override
    public void close() {
        closeServers();
        Folders.delete(logs);
    }

    private void closeServers() {
        instances.forEach(Site::closed);
        Stream.of(redisView, server, redis, postgres, classPath, suspendable).forEach(Site::closed);
    }

    /** Whatever is broken, the rest must not stay behind. */
    private static void closed(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            log.warn("not closed: {}", resource, e);
        }
    }
}
