package io.tokenwell.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwell.crypto.TinkSecretCipher;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {

    private static final AccountKey ACCOUNT = new AccountKey(42);

    private final SecretCipher none = SecretCipher.none();

    @ParameterizedTest
    @ValueSource(strings = {"", "rt-1", "tw1.", "tw1.abc.def", "x tw1.0123456789abcdef.x"})
    void everythingIsStoredAndReadAsItIs(String text) {
        assertThat(none.encrypted(ACCOUNT, "field", text)).isEqualTo(text);
        assertThat(none.decrypted(ACCOUNT, "field", text)).isEqualTo(text);
        assertThat(none.forms(ACCOUNT, "field", text)).containsExactly(text);
    }

    @Test
    void aCiphertextIsNotTakenForASecretWhereTheKeysAreMissing() {
        TinkSecretCipher cipher = TinkSecretCipher.of(List.of(new byte[32]));
        String stored = cipher.encrypted(ACCOUNT, "field", "planted-secret");
        assertThatThrownBy(() -> none.decrypted(ACCOUNT, "field", stored))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageMatching("field is encrypted with unknown key [0-9a-f]{16}");
    }

    @Test
    void theOneFingerprintKeyIsACopy() {
        assertThat(none.fingerprintKeys()).hasSize(1);
        byte[] key = none.fingerprintKeys().get(0);
        assertThat(key).hasSizeGreaterThanOrEqualTo(32);
        key[0]++;
        assertThat(none.fingerprintKeys().get(0)).isNotEqualTo(key);
    }
}
