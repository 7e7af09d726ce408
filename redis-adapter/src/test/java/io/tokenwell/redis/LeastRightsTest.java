package io.tokenwell.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.tokenwell.Credentials;
import io.tokenwell.Secret;
import io.tokenwell.example.servers.EmbeddedRedis;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.EscrowedRotation;
import io.tokenwell.spi.Lease;
import io.tokenwell.spi.SharedCooldown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The rights that core/docs/security.md gives a gateway's user are enough for every port, and none is too many. */
class LeastRightsTest {

    static final String RIGHTS = "~tokenwell:* +get +set +del +eval +evalsha +psetex +pexpire +pttl +ping +hello"
            + " +client|setname +client|id +client|tracking";

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration TTL = Duration.ofMinutes(1);
    private static final AccountKey KEY = new AccountKey(7);
    private static final CachedToken TOKEN = new CachedToken(Secret.of("planted-secret"), 1, null);
    private static final EscrowedRotation ROTATION = new EscrowedRotation(
            KEY, 1, Secret.of("planted-secret"), Credentials.of(Map.of("access_token", "planted-secret")));

    private static EmbeddedRedis server;
    private static RedisClient operator;
    private static RedisCommands<String, String> redis;

    @BeforeAll
    static void start() {
        server = EmbeddedRedis.start();
        operator = RedisClient.create(server.uri());
        redis = operator.connect().sync();
    }

    @AfterAll
    static void stop() {
        operator.close();
        server.close();
    }

    @Test
    void theyAreEnough() {
        assertThat(catchThrowable(() -> everythingWith(RIGHTS))).isNull();
    }

    static Stream<String> rights() {
        return Arrays.stream(RIGHTS.split(" "));
    }

    @ParameterizedTest
    @MethodSource("rights")
    void noneIsTooMany(String right) {
        assertThat(catchThrowable(() -> everythingWith(RIGHTS.replace(right, "").replace("  ", " ").strip())))
                .isNotNull();
    }

    @Test
    void theyAreThoseOfThePage() throws IOException {
        assertThat(Files.readString(Path.of("../core/docs/security.md"))).contains(RIGHTS);
    }

    private static void everythingWith(String rights) {
        redis.flushall();
        redis.scriptFlush();
        redis.aclDeluser("gateway");
        CommandArgs<String, String> asked = new CommandArgs<>(StringCodec.UTF8).add("SETUSER").add("gateway");
        Stream.concat(Stream.of("on", ">hidden"), Arrays.stream(rights.split(" "))).forEach(asked::add);
        redis.dispatch(CommandType.ACL, new StatusOutput<>(StringCodec.UTF8), asked);
        RedisURI uri = RedisURI.builder(RedisURI.create(server.uri()))
                .withAuthentication("gateway", "hidden")
                .withClientName("gateway-1")
                .build();
        uri.setTimeout(Duration.ofSeconds(2));
        try (RedisClient client = RedisClient.create();
                RedisConnection connection = RedisConnection.to(client, uri);
                RedisTracking tracking = RedisTracking.of(client, uri)) {
            connection.attempted().block(LIMIT);
            everything(RedisStores.of(connection), tracking);
        }
    }

    private static void everything(RedisStores stores, RedisTracking tracking) {
        NearTokenCache near = stores.nearTokenCache(tracking, NearCacheSettings.defaults());
        Lease lease = new Lease(KEY, "owner");
        SharedCooldown cooldown = new SharedCooldown(1, new Cooldown("503", Duration.ofSeconds(5), false));
        Flux.concat(
                        near.put(KEY, TOKEN, TTL),
                        stores.tokenCache().get(KEY),
                        stores.refreshLock().tryAcquire(lease, TTL),
                        stores.refreshLock().release(lease),
                        stores.rotationEscrow().keep(ROTATION, TTL),
                        stores.rotationEscrow().find(KEY),
                        stores.rotationEscrow().remove(ROTATION),
                        stores.refreshCooldown().start(KEY, cooldown),
                        stores.refreshCooldown().find(KEY),
                        stores.refreshCooldown().end(KEY),
                        near.evict(KEY))
                .then(Mono.<Void>empty())
                .block(LIMIT);
        await().atMost(Duration.ofSeconds(3)).until(near::isTracking);
    }
}
