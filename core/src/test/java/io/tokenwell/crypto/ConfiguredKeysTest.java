package io.tokenwell.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwell.spi.AccountKey;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfiguredKeysTest {

    private static final AccountKey ACCOUNT = new AccountKey(42);
    private static final byte[] KEY = new byte[48];
    private static final String GOOD;

    static {
        new Random(1).nextBytes(KEY);
        KEY[0] = (byte) 0xfb;
        KEY[1] = (byte) 0xff;
        GOOD = Base64.getEncoder().encodeToString(KEY);
    }

    @Test
    void bothAlphabetsAndRawBytesAreOneKey() {
        String expected = TinkSecretCipher.of(List.of(KEY)).encrypted(ACCOUNT, "field", "plain");
        String url = Base64.getUrlEncoder().withoutPadding().encodeToString(KEY);
        assertThat(GOOD).as("a key that shows the difference").isNotEqualTo(url);
        assertThat(List.of(GOOD, url, " " + GOOD + "\n"))
                .allSatisfy(text -> assertThat(
                                TinkSecretCipher.ofBase64(List.of(text)).encrypted(ACCOUNT, "field", "plain"))
                        .isEqualTo(expected));
    }

    @Test
    void theListAndTheBytesMayChangeAfterwards() {
        byte[] mine = KEY.clone();
        TinkSecretCipher cipher = TinkSecretCipher.of(List.of(mine));
        String stored = cipher.encrypted(ACCOUNT, "field", "plain");
        mine[0]++;
        assertThat(cipher.decrypted(ACCOUNT, "field", stored)).isEqualTo("plain");
    }

    @Test
    void withoutAKeyThereIsNoCipher() {
        assertThatThrownBy(() -> TinkSecretCipher.of(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("no key is configured");
    }

    @Test
    void aKeyThatIsTooShortIsRefused() {
        assertThatThrownBy(() -> TinkSecretCipher.of(List.of(KEY, new byte[31])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("encryption key 2 of 2 has 31 bytes, 32 needed");
    }

    @Test
    void aKeyThatIsThereTwiceIsRefused() {
        assertThatThrownBy(() -> TinkSecretCipher.ofBase64(List.of(GOOD, GOOD)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("encryption key 2 of 2 is there twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"planted-secret!", "p", "planted secret planted secret planted secret", "pl\u00e4nted"})
    void aKeyThatIsNoBase64IsNotQuoted(String key) {
        assertThatThrownBy(() -> TinkSecretCipher.ofBase64(List.of(key)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessage("encryption key 1 of 1 is not base64");
    }

    @Test
    void aCipherPrintsKeyIdsOnly() {
        assertThat(TinkSecretCipher.of(List.of(KEY, new byte[32])).toString())
                .matches("TinkSecretCipher\\[[0-9a-f]{16}, [0-9a-f]{16}]");
    }
}
