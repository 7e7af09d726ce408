package io.tokenwell.redis;

import io.tokenwell.crypto.TinkSecretCipher;
import io.tokenwell.spi.SecretCipher;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Ciphers before, while and after the key is changed. */
final class Ciphers {

    static final String OLD_KEY = "planted-secret: the key of before";
    static final String NEW_KEY = "planted-secret: the key since then";

    static final SecretCipher BEFORE = with(OLD_KEY);
    static final SecretCipher CHANGING = with(NEW_KEY, OLD_KEY);
    static final SecretCipher AFTER = with(NEW_KEY);

    private Ciphers() {}

    private static SecretCipher with(String... keys) {
        return TinkSecretCipher.of(List.of(keys).stream()
                .map(key -> key.getBytes(StandardCharsets.US_ASCII))
                .toList());
    }
}
