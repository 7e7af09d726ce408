package io.tokenwell.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwell.Credentials;
import io.tokenwell.Secret;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.Cooldown;
import io.tokenwell.spi.EscrowedRotation;
import io.tokenwell.spi.Lease;
import io.tokenwell.spi.SharedCooldown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The keys on the server, letter by letter. Instances of the version that knew numbers only have the same for numbers: what
 * one writes the other reads.
 */
class KeysOfTheFleetTest {

    private static final Duration TTL = Duration.ofSeconds(60);
    private static final List<String> KINDS = List.of("token", "lock", "escrow", "cooldown");

    private static final AtomicInteger PREFIXES = new AtomicInteger();

    private final Backend backend = Backend.standalone();
    private final String prefix = "fleet" + PREFIXES.incrementAndGet();
    private final RedisStores stores = backend.stores().withKeyPrefix(prefix);

    private void written(AccountKey key) {
        Credentials pair = Credentials.of(Map.of("access_token", "at", "refresh_token", "rt"));
        stores.tokenCache()
                .put(key, new CachedToken(Secret.of("at"), 7, null), TTL)
                .block(TTL);
        stores.refreshLock().tryAcquire(new Lease(key, "owner"), TTL).block(TTL);
        stores.rotationEscrow()
                .keep(new EscrowedRotation(key, 6, Secret.of("old"), pair), TTL)
                .block(TTL);
        stores.refreshCooldown()
                .start(key, new SharedCooldown(7, new Cooldown("busy", TTL, false)))
                .block(TTL);
    }

    @ParameterizedTest
    @CsvSource({
        "42, 42",
        "-9223372036854775808, -9223372036854775808",
        "0c5f6b3e-8f4e-4a53-9d5c-0d7b8f6e2a11, 0c5f6b3e-8f4e-4a53-9d5c-0d7b8f6e2a11",
        "{a} b%7D:c, %7Ba%7D%20b%257D:c",
        "\ud83d\ude00, %F0%9F%98%80"
    })
    void areWhatTheyAlwaysWereForNumbersAndHaveOneTagForAll(String id, String name) {
        AccountKey key = new AccountKey(id);
        written(key);
        List<String> expected = new ArrayList<>();
        KINDS.forEach(kind -> expected.add(prefix + ":{openai:account:" + name + "}:" + kind));
        assertThat(backend.raw().keys(prefix + ":*")).containsExactlyInAnyOrderElementsOf(expected);
    }

    @ParameterizedTest
    @CsvSource({"4711", "-1"})
    void aLockOfTheVersionBeforeIsRespectedAndItsEntriesAreRead(long id) {
        AccountKey other = new AccountKey(1_000_000 + id);
        written(other);
        for (String kind : KINDS) {
            String old = backend.raw().get(prefix + ":{openai:account:" + (1_000_000 + id) + "}:" + kind);
            backend.raw().set(prefix + ":{openai:account:" + id + "}:" + kind, old);
        }
        AccountKey key = new AccountKey(Long.toString(id));
        assertThat(stores.refreshLock().tryAcquire(new Lease(key, "new"), TTL).blockOptional(TTL))
                .isEmpty();
        assertThat(stores.tokenCache().get(key).block(TTL)).isEqualTo(new CachedToken(Secret.of("at"), 7, null));
        assertThat(stores.rotationEscrow().find(key).blockOptional(TTL)).isPresent();
        stores.refreshLock().release(new Lease(key, "owner")).block(TTL);
        assertThat(stores.refreshLock().tryAcquire(new Lease(key, "new"), TTL).blockOptional(TTL))
                .isPresent();
    }
}
