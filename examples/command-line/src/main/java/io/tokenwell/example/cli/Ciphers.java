package io.tokenwell.example.cli;

import io.tokenwell.crypto.TinkSecretCipher;
import io.tokenwell.spi.SecretCipher;
import java.util.List;

/** How tokens lie in the stores. A switch that cannot do what it says is refused, as it would look as if it did. */
final class Ciphers {

    private Ciphers() {}

    static SecretCipher of(List<String> keys, boolean writesPlain, boolean strict) {
        if (keys.isEmpty()) {
            requireKeysFor(writesPlain, Setting.WRITES_PLAIN);
            requireKeysFor(strict, Setting.STRICT);
            return SecretCipher.none();
        }
        if (writesPlain && strict) {
            throw SettingException.of(
                    Setting.STRICT.key() + " would refuse what " + Setting.WRITES_PLAIN.key() + " writes");
        }
        TinkSecretCipher cipher = encrypting(keys);
        return writesPlain ? cipher.writingPlain() : strict ? cipher.strict() : cipher;
    }

    private static void requireKeysFor(boolean set, Setting setting) {
        if (set) {
            throw SettingException.of(setting.key() + " needs " + Setting.ENCRYPTION_KEYS + "[0]");
        }
    }

    private static TinkSecretCipher encrypting(List<String> keys) {
        try {
            return TinkSecretCipher.ofBase64(keys);
        } catch (IllegalArgumentException refused) {
            // Its messages name a key by its place.
            throw SettingException.of(Setting.ENCRYPTION_KEYS + " cannot be used: " + refused.getMessage());
        }
    }
}
