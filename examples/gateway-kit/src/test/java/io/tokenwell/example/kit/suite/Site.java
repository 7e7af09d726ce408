package io.tokenwell.example.kit.suite;

import io.lettuce.core.RedisClient;
import io.tokenwell.example.servers.AuthorizationSettings;
import io.tokenwell.example.servers.DemoAuthorizationServer;
import io.tokenwell.example.servers.EmbeddedDatabase;
import io.tokenwell.example.servers.EmbeddedRedis;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One fleet of four gateways, on one Redis, PostgreSQL, authorization server and upstream. */
public final class Site implements AutoCloseable {

    /** Of heads and bodies, where limits are short. */
    static final Duration SHORT = Duration.ofSeconds(1);

    /** Of all else there. */
    static final Duration IDLE = Duration.ofSeconds(2);

    static final int CONNECTIONS = 30;
    static final int REPLAY_TOTAL = 64 << 10;
    static final int HEAD_SIZE = 2 << 10;

    private static final String[] SHORT_LIMITS = {
        "--tokenwell.limits.head-timeout=" + SHORT,
        "--tokenwell.limits.body-timeout=" + SHORT,
        "--tokenwell.limits.idle-timeout=" + IDLE,
        "--tokenwell.limits.send-timeout=" + IDLE,
        "--tokenwell.limits.response-timeout=" + IDLE,
        "--tokenwell.limits.connections=" + CONNECTIONS,
        "--tokenwell.limits.replay-total=" + REPLAY_TOTAL,
        "--tokenwell.limits.head-size=" + HEAD_SIZE
    };

    final EmbeddedRedis redis;
    final EmbeddedDatabase database;
    final DemoAuthorizationServer authorization;
    final SuiteUpstream upstream;
    final RawUpstream raw;
    final SuiteAccounts accounts;
    final List<RunningGateway> gateways;
    /** One more, before the upstream that says what no decent server would. */
    final RunningGateway onRaw;
    /** The account of the route that always uses the same. */
    final long fixed;

    private final RunningGateway.Program program;
    private final Deque<Runnable> ends = new ArrayDeque<>();
    private final AtomicInteger paths = new AtomicInteger();
    private @Nullable RunningGateway limited;
    private @Nullable RunningGateway limitedMultiplexed;

    Site(RunningGateway.Program program) {
        this.program = program;
        this.redis = opened(EmbeddedRedis.start());
        this.database = opened(EmbeddedDatabase.start());
        this.authorization = opened(DemoAuthorizationServer.start(AuthorizationSettings.defaults()));
        this.upstream = opened(new SuiteUpstream());
        this.raw = opened(new RawUpstream());
        this.accounts = new SuiteAccounts(database, authorization);
        this.fixed = accounts.loggedIn();
        this.gateways = Stream.of(
                        started(upstream.uri()),
                        started(upstream.uri()),
                        started(upstream.uri()),
                        started(upstream.uri(), "--tokenwell.upstream.http2=true", "--server.http2.enabled=true"))
                .toList();
        this.onRaw = started(raw.uri());
    }

    private <T extends AutoCloseable> T opened(T server) {
        ends.push(() -> {
            try {
                server.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        return server;
    }

    /** The one of them whose requests share connections, on both sides. */
    RunningGateway multiplexed() {
        return gateways.get(gateways.size() - 1);
    }

    /** One more whose limits are short, from the first time that it is asked for. */
    RunningGateway limited() {
        if (limited == null) {
            limited = started(upstream.uri(), SHORT_LIMITS);
        }
        return limited;
    }

    /** As {@link #limited()}, where requests share connections. */
    RunningGateway limitedMultiplexed() {
        if (limitedMultiplexed == null) {
            String[] shared = {"--tokenwell.upstream.http2=true", "--server.http2.enabled=true"};
            limitedMultiplexed = started(
                    upstream.uri(),
                    Stream.concat(Stream.of(SHORT_LIMITS), Stream.of(shared)).toArray(String[]::new));
        }
        return limitedMultiplexed;
    }

    /** What leads a gateway to these servers. */
    public static String[] options(
            EmbeddedRedis redis, EmbeddedDatabase database, DemoAuthorizationServer authorization, String upstreamUri) {
        return new String[] {
            "--server.port=0",
            "--tokenwell.demo.enabled=false",
            "--tokenwell.redis.uri=" + redis.uri(),
            "--tokenwell.r2dbc.url=" + database.r2dbcUrl(),
            "--tokenwell.openai.token-uri=" + authorization.tokenUri(),
            "--tokenwell.openai.client-id=tokenwell-demo",
            "--tokenwell.upstream.uri=" + upstreamUri
        };
    }

    /** One more gateway, set otherwise. */
    RunningGateway another(String... more) {
        return started(upstream.uri(), more);
    }

    private RunningGateway started(String upstreamUri, String... more) {
        String[] options = Stream.concat(
                        Stream.of(options(redis, database, authorization, upstreamUri)), Stream.of(more))
                .toArray(String[]::new);
        RunningGateway gateway = program.start(options);
        ends.push(gateway.end());
        return gateway;
    }

    /** A caller of the first gateway. */
    Caller caller(long account) {
        return Caller.of(gateways.get(0), account);
    }

    /** A path of the upstream that no other test uses, with its answer. */
    String path(SuiteUpstream.Handler handler) {
        String path = "/v1/t" + paths.incrementAndGet();
        upstream.on(path, handler);
        return path;
    }

    /** Whether there is a key like this. */
    boolean redisKnows(String pattern) {
        RedisClient client = RedisClient.create(redis.uri());
        try {
            return !client.connect().sync().keys(pattern).isEmpty();
        } finally {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        }
    }

    /** Writes a cached token as somebody could who has come to Redis. */
    void plant(long account, String entry) {
        RedisClient client = RedisClient.create(redis.uri());
        try {
            client.connect().sync().set("tokenwell:{openai:account:" + account + "}:token", entry);
        } finally {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        }
    }

    @Override
    public void close() {
        ends.forEach(Runnable::run);
    }
}
