package io.tokenwell.redis;

import io.tokenwell.crypto.TinkSecretCipher;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Ciphers before, while and after the key is changed. */
final class Ciphers {

    static final String OLD_KEY = "planted-secret: the key of before";
    static final String NEW_KEY = "planted-secret: the key since then";

    static final TinkSecretCipher BEFORE = with(OLD_KEY);
    static final TinkSecretCipher CHANGING = with(NEW_KEY, OLD_KEY);
    static final TinkSecretCipher AFTER = with(NEW_KEY);
    static final TinkSecretCipher STRICT = CHANGING.strict();

    private Ciphers() {}

    private static TinkSecretCipher with(String... keys) {
        return TinkSecretCipher.of(List.of(keys).stream()
                .map(key -> key.getBytes(StandardCharsets.US_ASCII))
                .toList());
    }
}
