package io.tokenwell.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.protocol.CommandType;
import io.tokenwell.Credentials;
import io.tokenwell.Secret;
import io.tokenwell.example.servers.EmbeddedRedis;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.EscrowedRotation;
import io.tokenwell.spi.SecretCipher;
import io.tokenwell.spi.SharedCooldown;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** With a cipher, planted secrets are nowhere: not in Redis, in any log line down to TRACE, in errors, in a toString. */
class SecretsStayInsideTest {

    private static final AccountKey KEY = new AccountKey(42);
    private static final Duration TTL = Duration.ofMinutes(1);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String PLANTED = "planted-secret";
    private static final List<String> SECRETS = Stream.of(PLANTED, Ciphers.OLD_KEY, Ciphers.NEW_KEY)
            .map(secret -> secret.getBytes(StandardCharsets.US_ASCII))
            .flatMap(secret -> Stream.of(
                    new String(secret, StandardCharsets.US_ASCII),
                    Base64.getEncoder().withoutPadding().encodeToString(secret),
                    HexFormat.of().formatHex(secret)))
            .toList();

    // First: connections ask once, when they are made, whether they are to log.
    private final HeardLines heard = new HeardLines();
    private final EmbeddedRedis server = EmbeddedRedis.start();
    private final RedisClient client = RedisClient.create(server.uri());
    private final StatefulRedisConnection<String, String> connection = connected();
    private final RedisCommands<String, String> raw = client.connect().sync();
    private final List<String> seen = new ArrayList<>();

    private StatefulRedisConnection<String, String> connected() {
        client.setOptions(RedisClientOptions.failFast(Duration.ofMillis(500)));
        return client.connect();
    }

    @AfterEach
    void stop() {
        heard.close();
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        server.close();
    }

    private static CachedToken token(long version) {
        return new CachedToken(Secret.of(PLANTED + "-at"), version, null);
    }

    private static EscrowedRotation rotation(long readVersion) {
        Map<String, Object> redeemed = Map.of(
                "access_token", PLANTED + "-at", "refresh_token", PLANTED + "-rt", "_token_version", readVersion + 1);
        return new EscrowedRotation(KEY, readVersion, Secret.of(PLANTED + "-old"), Credentials.of(redeemed));
    }

    /** Every operation, newer and older writes; what they print, and how they fail. Returns the number of errors. */
    private int everyOperation(SecretCipher cipher) {
        RedisStores stores = RedisStores.of(connection).withSecretCipher(cipher);
        RedisTokenCache cache = stores.tokenCache();
        RedisRotationEscrow escrow = stores.rotationEscrow();
        RedisRefreshCooldown cooldown = stores.refreshCooldown();
        SharedCooldown shared = new SharedCooldown(1, new Cooldown("HTTP 503", TTL, true));
        List<Mono<?>> operations = List.of(
                cache.get(KEY),
                cache.put(KEY, token(2), TTL),
                cache.put(KEY, token(1), TTL),
                cache.get(KEY),
                escrow.find(KEY),
                escrow.keep(rotation(2), TTL),
                escrow.keep(rotation(1), TTL),
                escrow.remove(rotation(1)),
                escrow.find(KEY),
                cooldown.find(KEY),
                cooldown.start(KEY, shared),
                cooldown.find(KEY));
        List<Object> results = Flux.fromIterable(operations)
                .concatMap(each -> each.cast(Object.class).onErrorResume(Mono::just))
                .collectList()
                .blockOptional(LIMIT)
                .orElseThrow();
        Stream.of(List.of(cipher, stores, cache, escrow, cooldown, new TokenEntry(cipher)), operations, results)
                .flatMap(List::stream)
                .forEach(each -> seen.add(each.toString()));
        List<Throwable> errors = results.stream()
                .filter(Throwable.class::isInstance)
                .map(Throwable.class::cast)
                .toList();
        errors.forEach(error -> {
            StringWriter trace = new StringWriter();
            error.printStackTrace(new PrintWriter(trace));
            seen.add(trace.toString());
        });
        return errors.size();
    }

    private List<String> stored() {
        return raw.keys("*").stream()
                .flatMap(key -> Stream.of(key, raw.get(key)))
                .toList();
    }

    private void assertSilent() {
        assertThat(heard.texts())
                .as("the driver's lines are heard, with what it sends")
                .anyMatch(line -> line.contains("Sent: ") && line.contains("{openai:account:42}:escrow"));
        assertThat(Stream.concat(seen.stream(), heard.texts().stream()))
                .allSatisfy(text -> assertThat(text).doesNotContain(SECRETS));
    }

    @Test
    void whenAllGoesWell() {
        assertThat(everyOperation(Ciphers.CHANGING)).isZero();
        assertThat(stored()).hasSize(6).allSatisfy(text -> assertThat(text).doesNotContain(SECRETS));
        assertSilent();
    }

    @Test
    void withoutACipherTheSearchFindsThem() {
        assertThat(everyOperation(SecretCipher.none())).isZero();
        assertThat(String.join(" ", stored())).contains(PLANTED + "-at", PLANTED + "-rt", PLANTED + "-old");
        assertThat(String.join(" ", heard.texts())).contains(PLANTED);
        assertThat(seen)
                .as("what we print ourselves")
                .allSatisfy(text -> assertThat(text).doesNotContain(SECRETS));
    }

    @Test
    void whenTheServerForgetsTheScripts() {
        everyOperation(Ciphers.CHANGING);
        raw.scriptFlush();
        assertThat(everyOperation(Ciphers.CHANGING)).isZero();
        assertSilent();
    }

    @Test
    void whenTheServerRefusesScripts() {
        raw.aclSetuser("default", AclSetuserArgs.Builder.removeCommand(CommandType.EVALSHA));
        assertThat(everyOperation(Ciphers.CHANGING)).isEqualTo(10);
        assertSilent();
    }

    @Test
    void whenTheKeysHoldSomethingElse() {
        for (String kind : List.of("token", "escrow", "cooldown")) {
            raw.lpush(new AccountKeys("tokenwell", kind).of(KEY), "element");
        }
        assertThat(everyOperation(Ciphers.CHANGING)).isEqualTo(10);
        assertSilent();
    }

    @Test
    void whenEntriesCannotBeRead() {
        assertThat(everyOperation(Ciphers.BEFORE)).isZero();
        assertThat(everyOperation(Ciphers.AFTER)).as("reads under a lost key").isEqualTo(2);
        for (String kind : List.of("token", "escrow", "cooldown")) {
            String key = new AccountKeys("tokenwell", kind).of(KEY);
            String entry = raw.get(key);
            raw.set(key, entry.substring(1, entry.length() - 1));
        }
        assertThat(everyOperation(Ciphers.AFTER)).as("reads of damaged entries").isEqualTo(3);
        assertSilent();
    }

    @Test
    void whenTheServerIsDown() {
        everyOperation(Ciphers.CHANGING);
        server.stop();
        assertThat(everyOperation(Ciphers.CHANGING)).isEqualTo(12);
        assertSilent();
    }

    @Test
    void whenTheServerDoesNotAnswer() {
        everyOperation(Ciphers.CHANGING);
        server.pause();
        assertThat(everyOperation(Ciphers.CHANGING)).isEqualTo(12);
        server.resume();
        assertSilent();
    }
}
