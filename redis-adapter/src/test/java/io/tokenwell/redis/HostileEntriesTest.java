package io.tokenwell.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import io.tokenwell.Credentials;
import io.tokenwell.Secret;
import io.tokenwell.TokenStorageException;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.EscrowedRotation;
import io.tokenwell.spi.Lease;
import io.tokenwell.spi.SharedCooldown;
import io.tokenwell.tck.HostileInputs;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Whatever somebody put into Redis is read, or is an error that repeats nothing of it. */
class HostileEntriesTest {

    private static final AccountKey KEY = new AccountKey(-9_001);
    private static final Duration TTL = Duration.ofMinutes(1);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Lease LEASE = new Lease(KEY, "us");
    private static final EscrowedRotation ROTATION = new EscrowedRotation(
            KEY, 1, Secret.of("planted-old"), Credentials.of(Map.of("refresh_token", "planted-new")));

    private final HostileInputs inputs = new HostileInputs("Redis");
    private final Backend redis = Backend.standalone();
    private final RedisStores stores = redis.stores();
    private final RedisStores sealing = stores.withSecretCipher(Ciphers.BEFORE);

    @AfterEach
    void clear() {
        redis.raw().del(name("token"), name("cooldown"), name("lock"), name("escrow"));
    }

    @Test
    void noneIsMoreThanAnError() {
        HostileEntries.NO_TOKENS.forEach(entry -> inputs.tried("no token " + shown(entry), () -> noToken(entry)));
        HostileEntries.TOKENS.forEach(entry -> inputs.tried("token " + shown(entry), () -> token(entry)));
        tryCiphertexts();
        tryBytes();
        HostileEntries.COOLDOWNS.forEach(entry -> inputs.tried("cooldown " + shown(entry), () -> cooldown(entry)));
        HostileEntries.rotations().forEach(entry -> inputs.tried("rotation " + shown(entry), () -> rotation(entry)));
        List.of("", "planted", "us ", "US", "us\0", "x".repeat(1_000_000))
                .forEach(owner -> inputs.tried("lock of " + shown(owner), () -> lock(owner)));
        tryOtherKinds();
        tryNames();
        inputs.end();
    }

    private void noToken(String entry) {
        redis.raw().set(name("token"), entry);
        assertThat(result(stores.tokenCache().get(KEY))).containsInstanceOf(TokenStorageException.class);
        CachedToken next = new CachedToken(Secret.of("t"), Long.MIN_VALUE, null);
        assertThat(result(stores.tokenCache().put(KEY, next, TTL))).contains(true);
        assertThat(result(stores.tokenCache().get(KEY))).contains(next);
    }

    /** What no header can carry is none to whoever asks the provider. */
    private void token(String entry) {
        redis.raw().set(name("token"), entry);
        CachedToken token = (CachedToken) result(stores.tokenCache().get(KEY)).orElseThrow();
        String[] parts = entry.split("\\|", 3);
        assertThat(token.token().expose().equals(parts[2])).isTrue();
        assertThat(token.version()).isEqualTo(Long.parseLong(parts[0]));
        assertThat(token.stripped().isPresent()).isEqualTo(parts[2].strip().matches("[ -~]+"));
    }

    /** Another version or expiry may still stand beside our token; another token may not. */
    private void tryCiphertexts() {
        CachedToken mine = new CachedToken(Secret.of("planted-token"), 7, null);
        result(sealing.tokenCache().put(KEY, mine, TTL));
        String sealed = redis.raw().get(name("token"));
        HostileEntries.damaged(sealed)
                .forEach(entry -> inputs.tried("sealed " + entry, () -> {
                    redis.raw().set(name("token"), entry);
                    boolean read = result(sealing.tokenCache().get(KEY))
                            .filter(found -> found instanceof CachedToken token && token.equals(mine))
                            .isPresent();
                    assertThat(read).isFalse();
                }));
        result(sealing.rotationEscrow().keep(ROTATION, TTL));
        String kept = redis.raw().get(name("escrow"));
        HostileEntries.damaged(kept)
                .forEach(entry -> inputs.tried("sealed rotation " + entry, () -> {
                    redis.raw().set(name("escrow"), entry);
                    Optional<Object> found = result(sealing.rotationEscrow().find(KEY));
                    assertThat(found.filter(each -> !each.equals(ROTATION)).orElse(""))
                            .isNotInstanceOf(EscrowedRotation.class);
                }));
    }

    /** Not UTF-8. */
    private void tryBytes() {
        for (String bytes :
                List.of("\\255\\254", "1|1|\\255", "\\2551|1|t", "1|\\192\\128|t", "1|1|\\237\\160\\128", "1|1|\\0")) {
            inputs.tried("bytes " + bytes, () -> {
                redis.raw()
                        .eval(
                                "return redis.call('set', KEYS[1], '" + bytes + "')",
                                ScriptOutputType.STATUS,
                                name("token"));
                assertThat(result(stores.tokenCache().get(KEY))
                                .filter(found -> found instanceof CachedToken token
                                        && token.stripped().isPresent()))
                        .isEmpty();
            });
        }
    }

    private void cooldown(String entry) {
        redis.raw().set(name("cooldown"), entry, SetArgs.Builder.px(60_000));
        Object found = result(stores.refreshCooldown().find(KEY)).orElse("");
        if (found instanceof SharedCooldown shared) {
            assertThat(shared.cooldown().length()).isBetween(Duration.ZERO, TTL);
            assertThat(shared.cooldown().reason()).hasSizeLessThan(1_001).doesNotContainPattern("[\\p{Cc}\\p{Cf}]");
        }
        SharedCooldown next = new SharedCooldown(1, new Cooldown("r", TTL.multipliedBy(2), false));
        result(stores.refreshCooldown().start(KEY, next));
        assertThat(result(stores.refreshCooldown().find(KEY))).containsInstanceOf(SharedCooldown.class);
    }

    private void rotation(String entry) {
        redis.raw().set(name("escrow"), entry);
        result(stores.rotationEscrow().find(KEY));
        result(stores.rotationEscrow().remove(ROTATION));
        assertThat(redis.raw().get(name("escrow"))).as("what is not ours stays").isEqualTo(entry);
    }

    private void lock(String owner) {
        redis.raw().set(name("lock"), owner);
        assertThat(result(stores.refreshLock().tryAcquire(LEASE, TTL))).isEmpty();
        result(stores.refreshLock().release(LEASE));
        assertThat(redis.raw().get(name("lock"))).isEqualTo(owner);
    }

    /** Values of Redis's other types. */
    private void tryOtherKinds() {
        for (String command : List.of(
                "lpush K planted", "sadd K planted", "hset K planted x", "zadd K 1 planted", "xadd K * planted x")) {
            String call = "'" + command.replace("K", "'..KEYS[1]..'") + "'";
            for (String kind : List.of("token", "cooldown", "escrow", "lock")) {
                inputs.tried(command + " at " + kind, () -> {
                    String words =
                            "local w = {} for each in string.gmatch(" + call + ", '%S+') do w[#w + 1] = each end ";
                    redis.raw().del(name(kind));
                    redis.raw().eval(words + "redis.call(unpack(w)) return 1", ScriptOutputType.INTEGER, name(kind));
                    assertThat(result(asked(kind))).containsInstanceOf(TokenStorageException.class);
                    redis.raw().del(name(kind));
                });
            }
        }
    }

    private Mono<?> asked(String kind) {
        return switch (kind) {
            case "token" -> stores.tokenCache().get(KEY);
            case "cooldown" -> stores.refreshCooldown().find(KEY);
            case "escrow" -> stores.rotationEscrow().find(KEY);
            default -> stores.refreshLock().release(LEASE);
        };
    }

    private void tryNames() {
        HostileEntries.REFUSED_PREFIXES.forEach(prefix -> inputs.tried(
                "prefix " + prefix,
                () -> assertThatIllegalArgumentException().isThrownBy(() -> stores.withKeyPrefix(prefix))));
        HostileEntries.PREFIXES.forEach(prefix -> inputs.tried("prefix " + shown(prefix), () -> {
            CachedToken token = new CachedToken(Secret.of("t"), 1, null);
            Long before = redis.raw().dbsize();
            RedisTokenCache cache = stores.withKeyPrefix(prefix).tokenCache();
            result(cache.put(KEY, token, TTL));
            assertThat(redis.raw().exists(prefix + ":{openai:account:-9001}:token"))
                    .isEqualTo(1);
            assertThat(redis.raw().dbsize()).isEqualTo(before + 1);
            assertThat(result(cache.get(KEY))).contains(token);
            result(cache.evict(KEY));
        }));
        HostileEntries.NO_NAMES.forEach(name -> inputs.tried(
                "name " + shown(name),
                () -> assertThat(AccountKeys.changeOf("tokenwell", name)).isNull()));
    }

    /** What a call emits, be it its typed error; any other error is a failure. */
    private static Optional<Object> result(Mono<?> call) {
        Optional<Object> result = call.cast(Object.class)
                .onErrorResume(TokenStorageException.class, Mono::just)
                .blockOptional(LIMIT);
        result.ifPresent(found -> {
            if (found instanceof TokenStorageException typed) {
                StringWriter trace = new StringWriter();
                typed.printStackTrace(new PrintWriter(trace));
                assertThat(trace.toString()).doesNotContain("planted");
                assertThat(typed.accountId()).isEqualTo(KEY.accountId());
            }
        });
        return result;
    }

    private static String name(String kind) {
        return "tokenwell:{openai:account:" + KEY.accountId() + "}:" + kind;
    }

    private static String shown(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "... of " + text.length() : text;
    }
}
