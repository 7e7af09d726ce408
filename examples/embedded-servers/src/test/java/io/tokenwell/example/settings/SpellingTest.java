package io.tokenwell.example.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A setting that nothing reads is found, and what it was meant to be. */
class SpellingTest {

    private final Spelling all = new Spelling(KnownSettings.ofAll());

    @Test
    void everyKnownNameIsKnownInAllItsSpellings() {
        for (String name : KnownSettings.ofAll()) {
            String single = name.equals(KnownSettings.KEYS) ? name + "[0]" : name;
            assertThat(all.ofNames(Set.of(single))).isEmpty();
            for (String variable : Spelling.variables(single)) {
                assertThat(all.ofVariables(Map.of(variable, "x"))).isEmpty();
            }
        }
        assertThat(all.ofNames(Set.of(KnownSettings.KEYS + "[12]", "server.port", "tokenwellness", "x.tokenwell.y")))
                .isEmpty();
        assertThat(all.ofVariables(Map.of("TOKENWELL_ENCRYPTIONKEYS_10", "x", "TOKENWELL", "x", "PATH", "x")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "tokenwell.refresh.skwe, tokenwell.refresh.skew",
        "tokenwell.encryption-key[0], tokenwell.encryption-keys[0]",
        "tokenwell.encryption-keys, tokenwell.encryption-keys[0]",
        "tokenwell.encryption-keys[00], tokenwell.encryption-keys[0]",
        "tokenwell.encryption-keys[x], tokenwell.encryption-keys[0]",
        "tokenwell.encryption-keys[-1], tokenwell.encryption-keys[0]",
        "tokenwell.encryption.keys[0], tokenwell.encryption-keys[0]",
        "tokenwell.encryption.stric, tokenwell.encryption.strict",
        "tokenwell.encryption-strict, tokenwell.encryption.strict",
        "tokenwell.redis.uri[0], tokenwell.redis.uri",
        "tokenwell.Redis.uri, tokenwell.redis.uri",
        "tokenwell.redis, tokenwell.redis.uri",
        "tokenwell.nearCache.maximumEntries, tokenwell.near-cache.maximum-entries"
    })
    void aNameThatNothingReadsIsFound(String name, String nearest) {
        assertThat(all.ofNames(List.of("tokenwell.redis.uri", name))).contains(new Misspelt(name, nearest));
    }

    @ParameterizedTest
    @CsvSource({
        "TOKENWELL_ENCRYPTION_KEY_0, TOKENWELL_ENCRYPTION_KEYS_0",
        "TOKENWELL_ENCRYPTION_KEYS, TOKENWELL_ENCRYPTION_KEYS_0",
        "TOKENWELL_ENCRYPTION_KEYS_00, TOKENWELL_ENCRYPTION_KEYS_0",
        "TOKENWELL_ENCRYPTION_KEYS0, TOKENWELL_ENCRYPTION_KEYS_0",
        "TOKENWELL_ENCRYPTION_KEYS_0_, TOKENWELL_ENCRYPTION_KEYS_0",
        "TOKENWELL_ENCYPTION_STRICT, TOKENWELL_ENCRYPTION_STRICT",
        "TOKENWELL_NEAR_CACHE_MAXIMUMENTRIES, TOKENWELL_NEARCACHE_MAXIMUMENTRIES",
        "tokenwell_redis_uri, TOKENWELL_REDIS_URI",
        "TOKENWELL_REDIS_URL, TOKENWELL_REDIS_URI",
        "tokenwell.redis.uri, TOKENWELL_REDIS_URI",
        "TOKENWELL_R2DBC_NAME, TOKENWELL_R2DBC_URL",
        "TOKENWELL_R2DBC_PORT, TOKENWELL_R2DBC_URL"
    })
    void aVariableThatNothingReadsIsFound(String name, String nearest) {
        assertThat(all.ofVariables(Map.of("TOKENWELL_REDIS_URI", "x", name, "planted-secret")))
                .contains(new Misspelt(name, nearest));
    }

    /** A service called tokenwell or tokenwell-redis makes them appear in every container of its namespace. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "TOKENWELL_SERVICE_HOST",
                "TOKENWELL_REDIS_SERVICE_HOST",
                "TOKENWELL_REDIS_SERVICE_PORT",
                "TOKENWELL_REDIS_SERVICE_PORT_METRICS",
                "TOKENWELL_REDIS_PORT",
                "TOKENWELL_PORT",
                "TOKENWELL_REDIS_PORT_6379_TCP",
                "TOKENWELL_REDIS_PORT_6379_TCP_PROTO",
                "TOKENWELL_REDIS_PORT_6379_TCP_ADDR"
            })
    void whatTellsOfAServiceIsNoSetting(String name) {
        assertThat(all.ofVariables(Map.of(name, "tcp://10.0.0.1:6379"))).isEmpty();
    }

    @Test
    void aKeyBehindAGapIsFound() {
        assertThat(Spelling.missingKey(Set.of("TOKENWELL_ENCRYPTION_KEYS_1"))).hasValue(0);
        assertThat(Spelling.missingKey(Set.of("tokenwell.encryption-keys[2]", "TOKENWELL_ENCRYPTIONKEYS_0")))
                .hasValue(1);
        assertThat(Spelling.missingKey(Set.of("tokenwell.encryption-keys[1]", "TOKENWELL_ENCRYPTION_KEYS_0")))
                .isEmpty();
        assertThat(Spelling.missingKey(Set.of("TOKENWELL_REDIS_URI"))).isEmpty();
    }
}
