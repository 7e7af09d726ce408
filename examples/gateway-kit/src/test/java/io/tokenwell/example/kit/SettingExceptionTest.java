package io.tokenwell.example.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tokenwell.crypto.TinkSecretCipher;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingExceptionTest {

    private static final String GOOD = Base64.getEncoder().encodeToString(new byte[32]);

    @Test
    void theCipherSaysWhichKeyIsWrong() {
        assertThat(refused(GOOD, Base64.getEncoder().encodeToString(new byte[31])))
                .hasMessage("keys cannot be used: encryption key 2 of 2 has 31 bytes, 32 needed.");
        assertThat(refused(GOOD, GOOD)).hasMessage("keys cannot be used: encryption key 2 of 2 is there twice.");
        assertThat(refused("planted-secret!")).hasMessage("keys cannot be used: encryption key 1 of 1 is not base64.");
    }

    @Test
    void aParserIsNotQuotedEvenIfItSoundsAlike() {
        assertThat(SettingException.unusable(
                        "keys", new IllegalArgumentException("encryption key 1 of 1 is \"hidden\"")))
                .hasMessage("keys cannot be used: it is not understood.");
    }

    private static SettingException refused(String... keys) {
        return SettingException.unusable(
                "keys",
                catchThrowableOfType(IllegalArgumentException.class, () -> TinkSecretCipher.ofBase64(List.of(keys))));
    }
}
