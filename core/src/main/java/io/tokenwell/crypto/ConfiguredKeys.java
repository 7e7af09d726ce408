package io.tokenwell.crypto;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Checks configured keys. Error messages name the position of the key in the list, never the key. */
final class ConfiguredKeys {

    private static final int LEAST_BYTES = 32;

    private ConfiguredKeys() {}

    static List<byte[]> decoded(List<String> base64) {
        List<byte[]> keys = new ArrayList<>();
        for (String text : base64) {
            keys.add(decoded(text, place(keys.size(), base64.size())));
        }
        return keys;
    }

    static List<CipherKey> derived(List<byte[]> keys) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("no key is configured; to store secrets as they are, use no cipher");
        }
        List<CipherKey> derived = new ArrayList<>();
        for (byte[] key : keys) {
            String place = place(derived.size(), keys.size());
            if (key.length < LEAST_BYTES) {
                throw new IllegalArgumentException(place + " has " + key.length + " bytes, " + LEAST_BYTES + " needed");
            }
            CipherKey next = CipherKey.derivedFrom(key);
            if (derived.stream().anyMatch(known -> known.id().equals(next.id()))) {
                throw new IllegalArgumentException(place + " is there twice");
            }
            derived.add(next);
        }
        return List.copyOf(derived);
    }

    private static byte[] decoded(String text, String place) {
        try {
            // Either alphabet: what key generators print differs.
            return Base64.getDecoder().decode(text.strip().replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException quotesItsInput) {
            throw new IllegalArgumentException(place + " is not base64");
        }
    }

    private static String place(int index, int size) {
        return "encryption key " + (index + 1) + " of " + size;
    }
}
