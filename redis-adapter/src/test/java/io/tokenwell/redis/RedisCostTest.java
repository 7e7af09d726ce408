package io.tokenwell.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.event.command.CommandListener;
import io.lettuce.core.event.command.CommandStartedEvent;
import io.tokenwell.Credentials;
import io.tokenwell.Secret;
import io.tokenwell.example.servers.EmbeddedRedis;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.EscrowedRotation;
import io.tokenwell.spi.Lease;
import io.tokenwell.spi.RefreshCooldown;
import io.tokenwell.spi.RefreshLock;
import io.tokenwell.spi.RotationEscrow;
import io.tokenwell.spi.SharedCooldown;
import io.tokenwell.spi.TokenCache;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class RedisCostTest {

    private static final AccountKey KEY = new AccountKey(42);
    private static final Duration TTL = Duration.ofMinutes(1);
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final CachedToken TOKEN = new CachedToken(Secret.of("token"), 1, null);

    private static final SharedCooldown COOLDOWN = new SharedCooldown(1, new Cooldown("reason", TTL, true));
    private static final EscrowedRotation ROTATION =
            new EscrowedRotation(KEY, 1, null, Credentials.of(Map.of("_token_version", 2L)));

    private final EmbeddedRedis server = EmbeddedRedis.start();
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final RedisClient client = listenedTo(server);
    private final StatefulRedisConnection<String, String> connection = client.connect();
    private final RedisCommands<String, String> raw = connection.sync();
    private final RedisStores stores = RedisStores.of(connection);
    private final TokenCache cache = stores.tokenCache();
    private final RefreshLock lock = stores.refreshLock();
    private final RotationEscrow escrow =
            stores.withSecretCipher(Ciphers.CHANGING).rotationEscrow();
    private final RefreshCooldown cooldown = stores.refreshCooldown();

    @BeforeEach
    void scriptsAreKnownToTheServer() {
        done(cache.put(new AccountKey(1), TOKEN, TTL));
        Lease lease = new Lease(KEY, "owner");
        done(lock.tryAcquire(lease, TTL));
        done(lock.release(lease));
        done(cooldown.start(new AccountKey(1), COOLDOWN));
        done(cooldown.find(new AccountKey(1)));
        done(escrow.find(new AccountKey(1)));
        sent.clear();
    }

    /** Only connections made afterwards are heard. */
    private RedisClient listenedTo(EmbeddedRedis server) {
        RedisClient listened = RedisClient.create(server.uri());
        listened.addListener(new CommandListener() {
            @Override
            public void commandStarted(CommandStartedEvent event) {
                sent.add(event.getCommand().getType().toString());
            }
        });
        return listened;
    }

    @AfterEach
    void stopServer() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        server.close();
    }

    @Test
    void aMissIsOneGet() {
        done(cache.get(KEY));
        assertThat(sent).containsExactly("GET");
    }

    @Test
    void aHitIsOneGet() {
        done(cache.put(KEY, TOKEN, TTL));
        sent.clear();
        assertThat(cache.get(KEY).block(LIMIT)).isEqualTo(TOKEN);
        assertThat(sent).containsExactly("GET");
    }

    @Test
    void aHitIsOneGetInTheServersOwnCount() {
        done(cache.put(KEY, TOKEN, TTL));
        raw.configResetstat();
        done(cache.get(KEY));
        assertThat(raw.info("commandstats").lines().filter(line -> line.startsWith("cmdstat_")))
                .filteredOn(line -> !line.startsWith("cmdstat_config"))
                .singleElement()
                .asString()
                .startsWith("cmdstat_get:calls=1,");
    }

    @Test
    void aWriteIsOneScript() {
        done(cache.put(KEY, TOKEN, TTL));
        assertThat(sent).containsExactly("EVALSHA");
    }

    @Test
    void aLockIsTakenByOneScriptAndFreedByOneScript() {
        Lease lease = new Lease(KEY, "owner");
        done(lock.tryAcquire(lease, TTL));
        done(lock.release(lease));
        assertThat(sent).containsExactly("EVALSHA", "EVALSHA");
    }

    @Test
    void aHeldLockCostsOneScriptWhoeverAsks() {
        done(lock.tryAcquire(new Lease(KEY, "owner"), TTL));
        sent.clear();
        done(lock.tryAcquire(new Lease(KEY, "owner"), TTL));
        done(lock.tryAcquire(new Lease(KEY, "other"), TTL));
        assertThat(sent).containsExactly("EVALSHA", "EVALSHA");
    }

    @Test
    void aRefusedWriteIsOneScript() {
        done(cache.put(KEY, new CachedToken(Secret.of("newer"), 2, null), TTL));
        sent.clear();
        assertThat(cache.put(KEY, TOKEN, TTL).block(LIMIT)).isFalse();
        assertThat(sent).containsExactly("EVALSHA");
    }

    @Test
    void aRotationIsKeptAndFoundByOneCommandEachAndRemovedByTwo() {
        done(escrow.keep(ROTATION, TTL));
        assertThat(escrow.find(KEY).block(LIMIT)).isEqualTo(ROTATION);
        assertThat(sent).containsExactly("EVALSHA", "EVALSHA");
        done(escrow.remove(ROTATION));
        assertThat(sent.subList(2, sent.size())).startsWith("EVALSHA").last().isIn("EVALSHA", "EVAL");
        sent.clear();
        done(escrow.remove(ROTATION));
        done(escrow.find(KEY));
        assertThat(sent).containsExactly("EVALSHA", "EVALSHA");
    }

    @Test
    void aCooldownIsStartedFoundAndEndedByOneCommandEach() {
        done(cooldown.start(KEY, COOLDOWN));
        done(cooldown.find(KEY));
        done(cooldown.end(KEY));
        done(cooldown.find(KEY));
        assertThat(sent).containsExactly("EVALSHA", "EVALSHA", "DEL", "EVALSHA");
    }

    @Test
    void aServerThatForgotTheScriptsIsTaughtThemAgain() {
        raw.scriptFlush();
        sent.clear();
        Lease lease = new Lease(KEY, "owner");
        done(lock.tryAcquire(lease, TTL));
        done(lock.tryAcquire(lease, TTL));
        done(lock.release(lease));
        done(lock.release(lease));
        assertThat(cache.put(KEY, TOKEN, TTL).block(LIMIT)).isTrue();
        assertThat(cache.put(KEY, TOKEN, TTL).block(LIMIT)).isTrue();
        assertThat(String.join(" ", sent))
                .isEqualTo("EVALSHA EVAL EVALSHA " + "EVALSHA EVAL EVALSHA " + "EVALSHA EVAL EVALSHA");
    }

    private static void done(Mono<?> mono) {
        mono.then().block(LIMIT);
    }
}
