package io.tokenwell.example.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokenwell.Secret;
import io.tokenwell.example.kit.GatewaySettings.Encryption;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.RefusedSecretException;
import io.tokenwell.spi.SecretCipher;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class CiphersTest {

    private static final AccountKey KEY = new AccountKey(1);
    private static final List<Secret> KEYS =
            List.of(Secret.of(Base64.getEncoder().encodeToString(new byte[32])));

    private static SecretCipher cipher(boolean writesPlain, boolean strict) {
        return Ciphers.of(Encryption.of(KEYS, writesPlain, strict));
    }

    @Test
    void eachModeIsTheCiphersOwn() {
        assertThat(Ciphers.of(Encryption.of(List.of(), false, false))).isEqualTo(SecretCipher.none());
        assertThat(cipher(true, false).encrypted(KEY, "f", "a")).isEqualTo("a");
        String sealed = cipher(false, false).encrypted(KEY, "f", "a");
        assertThat(sealed).startsWith("tw1.");
        assertThat(cipher(false, false).decrypted(KEY, "f", "a")).isEqualTo("a");
        assertThat(cipher(false, true).encrypted(KEY, "f", "a")).isEqualTo(sealed);
        assertThatExceptionOfType(RefusedSecretException.class)
                .isThrownBy(() -> cipher(false, true).decrypted(KEY, "f", "a"));
    }
}
