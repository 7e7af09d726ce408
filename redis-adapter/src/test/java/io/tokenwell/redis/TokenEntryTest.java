package io.tokenwell.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwell.Secret;
import io.tokenwell.TokenStorageException;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.CachedToken;
import io.tokenwell.spi.SecretCipher;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenEntryTest {

    private static final AccountKey KEY = new AccountKey(42);
    private static final TokenEntry ENTRY = new TokenEntry(SecretCipher.none());
    private static final Duration TTL = Duration.ofMinutes(1);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    @Test
    void anEntryIsVersionExpiryAndToken() {
        CachedToken token = new CachedToken(Secret.of("a|b"), -7, Instant.ofEpochMilli(1_767_225_600_123L));
        assertThat(ENTRY.encoded(KEY, token)).isEqualTo("-7|1767225600123|a|b");
        assertThat(ENTRY.encoded(KEY, new CachedToken(Secret.of("t"), 1, null))).isEqualTo("1||t");
    }

    @Test
    void anExpiryBeyondAllClocksIsKeptAsTheLastOne() {
        CachedToken far = new CachedToken(Secret.of("t"), 1, Instant.MAX);
        assertThat(ENTRY.decoded(KEY, ENTRY.encoded(KEY, far)).expiresAt())
                .isEqualTo(Instant.ofEpochMilli(Long.MAX_VALUE));
        CachedToken past = new CachedToken(Secret.of("t"), 1, Instant.MIN);
        assertThat(ENTRY.decoded(KEY, ENTRY.encoded(KEY, past)).expiresAt())
                .isEqualTo(Instant.ofEpochMilli(Long.MIN_VALUE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "planted-secret",
                "1|planted-secret",
                "1||",
                "|1|planted-secret",
                "x|1|planted-secret",
                "1|planted-secret|1",
                "9999999999999999999|1|planted-secret",
                "1|9999999999999999999|planted-secret",
            })
    void anEntryOfAnotherFormIsATypedErrorThatDoesNotQuoteIt(String entry) {
        Backend redis = Backend.standalone();
        AccountKey key = new AccountKey(-1);
        redis.raw().set("tokenwell:{openai:account:-1}:token", entry);

        assertThatThrownBy(() -> redis.stores().tokenCache().get(key).block(LIMIT))
                .isInstanceOfSatisfying(TokenStorageException.class, typed -> {
                    assertThat(typed.operation()).isEqualTo("cache.get");
                    assertThat(stackTrace(typed)).doesNotContain("planted-secret", "9999999999999999999");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "rubbish", "|", "-|1|t"})
    void anEntryOfAnotherFormMakesRoomForAnyWrite(String entry) {
        Backend redis = Backend.standalone();
        redis.raw().set("tokenwell:{openai:account:-2}:token", entry);

        CachedToken token = new CachedToken(Secret.of("t"), Long.MIN_VALUE, null);
        assertThat(redis.stores()
                        .tokenCache()
                        .put(new AccountKey(-2), token, TTL)
                        .block(LIMIT))
                .isTrue();
        assertThat(redis.stores().tokenCache().get(new AccountKey(-2)).block(LIMIT))
                .isEqualTo(token);
    }

    private static String stackTrace(Throwable error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
