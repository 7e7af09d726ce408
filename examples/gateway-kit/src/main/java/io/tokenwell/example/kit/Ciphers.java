package io.tokenwell.example.kit;

import io.tokenwell.Secret;
import io.tokenwell.example.kit.GatewaySettings.Encryption;
import io.tokenwell.spi.SecretCipher;
import java.util.List;

/** How tokens lie in the stores, as the settings say. */
final class Ciphers {

    private Ciphers() {}

    static SecretCipher of(Encryption encryption) {
        List<String> keys = encryption.keys().stream().map(Secret::expose).toList();
        return SettingException.usable(
                SettingNames.KEYS, () -> encryption.mode().cipher(keys));
    }
}
