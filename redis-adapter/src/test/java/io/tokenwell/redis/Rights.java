package io.tokenwell.redis;

import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
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
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A user of Redis with some rights, and all that the ports ask of it. */
final class Rights {

    static final Duration LIMIT = Duration.ofSeconds(10);

    private static final Duration TTL = Duration.ofMinutes(1);
    private static final Duration SOON = Duration.ofSeconds(4);
    /** Long enough to be missed. */
    private static final Duration WHILE = Duration.ofSeconds(1);

    private static final NearCacheSettings NEAR = NearCacheSettings.builder()
            .maximumEntries(100)
            .maximumStaleness(Duration.ofSeconds(30))
            .heartbeat(Duration.ofMillis(200))
            .build();
    private static final AccountKey KEY = new AccountKey(7);
    private static final CachedToken TOKEN = new CachedToken(Secret.of("planted-secret"), 1, null);
    private static final EscrowedRotation ROTATION = new EscrowedRotation(
            KEY, 1, Secret.of("planted-secret"), Credentials.of(Map.of("access_token", "planted-secret")));

    private Rights() {}

    /** The user has these rights on an empty server from then on, and no others. */
    static void give(EmbeddedRedis server, String rights) {
        try (RedisClient operator = RedisClient.create(server.uri())) {
            RedisCommands<String, String> redis = operator.connect().sync();
            redis.scriptFlush();
            redis.aclDeluser("gateway");
            CommandArgs<String, String> asked =
                    new CommandArgs<>(StringCodec.UTF8).add("SETUSER").add("gateway");
            Stream.concat(Stream.of("on", ">hidden"), Arrays.stream(rights.split(" ")))
                    .forEach(asked::add);
            redis.dispatch(CommandType.ACL, new StatusOutput<>(StringCodec.UTF8), asked);
        }
    }

    static RedisURI user(String server) {
        RedisURI uri = RedisURI.create(server);
        uri.setCredentialsProvider(RedisCredentialsProvider.from(() -> RedisCredentials.just("gateway", "hidden")));
        uri.setClientName("gateway-1");
        uri.setTimeout(Duration.ofSeconds(2));
        return uri;
    }

    static void everything(RedisStores stores, RedisTracking tracking) {
        NearTokenCache near = stores.nearTokenCache(tracking, NEAR);
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
        // It is lost for some 20 ms at a time.
        await().pollInterval(Duration.ofMillis(2)).atMost(SOON).during(WHILE).until(near::isTracking);
    }
}
