package io.tokenwell.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwell.Credentials;
import io.tokenwell.Secret;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.EscrowedRotation;
import io.tokenwell.spi.SecretCipher;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EscrowEntryTest {

    private static final AccountKey KEY = new AccountKey(42);
    private static final EscrowEntry ENTRY = new EscrowEntry(SecretCipher.none());

    private static EscrowedRotation with(Map<String, ? extends @Nullable Object> document) {
        return new EscrowedRotation(KEY, Long.MIN_VALUE, Secret.of("rt"), Credentials.of(document));
    }

    private static EscrowedRotation roundTrip(EscrowedRotation rotation) {
        return ENTRY.decoded(KEY, ENTRY.encoded(rotation));
    }

    @Test
    void noDigitAndNoLetterIsLost() {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("_token_version", Long.MAX_VALUE);
        document.put("whole", new BigInteger("9".repeat(5_000)));
        document.put("decimal", new BigDecimal("0." + "1234567890".repeat(500)));
        document.put("large", new BigDecimal("1E+999"));
        document.put("none", null);
        document.put("text", "\"\\\u0000\u00e4\ud83d\ude00 and half of one: \ud83d");
        document.put("tree", Map.of("list", Arrays.asList(1L, null, false, Map.of(), List.of(new BigDecimal("1.50")))));
        assertThat(roundTrip(with(document))).isEqualTo(with(document));
    }

    @Test
    void whatMayBeSpelledInManyWaysIsOneRotation() {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("a", 1);
        one.put("b", 1.0E10);
        one.put("c", Map.of("x", (short) 2, "y", 0.5f));
        Map<String, Object> other = new LinkedHashMap<>();
        other.put("c", Map.of("y", new BigDecimal("0.5"), "x", 2L));
        other.put("b", new BigDecimal("1.0E+10"));
        other.put("a", 1L);
        String entry = ENTRY.encoded(with(one));
        assertThat(entry).isEqualTo(ENTRY.encoded(with(other)));
        assertThat(ENTRY.holds(entry, with(other))).isTrue();
        assertThat(ENTRY.holds(ENTRY.encoded(roundTrip(with(one))), with(one))).isTrue();
        other.put("a", 2L);
        assertThat(ENTRY.holds(entry, with(other))).isFalse();
    }

    @Test
    void aRowWithoutRefreshTokenIsNotOneWithAnEmptyOne() {
        EscrowedRotation without = new EscrowedRotation(KEY, 1, null, Credentials.empty());
        EscrowedRotation empty = new EscrowedRotation(KEY, 1, Secret.of(""), Credentials.empty());
        assertThat(roundTrip(without)).isEqualTo(without);
        assertThat(Objects.requireNonNull(roundTrip(empty).redeemedToken()).expose())
                .isEmpty();
    }

    @Test
    void anObjectThatIsNoJsonIsNotPrinted() {
        Object odd = Optional.of("planted-secret");
        assertThatThrownBy(() -> ENTRY.encoded(with(Map.of("odd", odd))))
                .isInstanceOf(IllegalStateException.class)
                .hasNoCause()
                .hasMessageNotContaining("planted-secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "planted-secret",
                "1|",
                "x|{}",
                "1|planted-secret",
                "1|[]",
                "1|{}",
                "1|{\"readVersion\":1}",
                "1|{\"readVersion\":\"1\",\"credentials\":{}}",
                "1|{\"readVersion\":1,\"credentials\":\"planted-secret\"}",
                "1|{\"readVersion\":1,\"credentials\":{\"refresh_token\":\"planted-secret\"",
                "1|{\"readVersion\":1,\"credentials\":{}} planted-secret",
            })
    void anEntryOfAnotherFormIsNotQuoted(String entry) {
        assertThatThrownBy(() -> ENTRY.decoded(KEY, entry))
                .isInstanceOf(IllegalStateException.class)
                .hasNoCause()
                .hasMessageNotContaining("planted");
    }
}
