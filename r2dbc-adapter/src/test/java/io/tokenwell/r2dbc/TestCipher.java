package io.tokenwell.r2dbc;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.SecretCipher;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** As deterministic and as bound to its place as a real one, and no secret at all. */
record TestCipher(List<String> keys) implements SecretCipher {

    private static final String MARK = "enc:";

    static TestCipher of(String... newestFirst) {
        return new TestCipher(List.of(newestFirst));
    }

    @Override
    public String encrypted(AccountKey key, String field, String plain) {
        return encrypted(keys.get(0), key, field, plain);
    }

    private static String encrypted(String keyId, AccountKey key, String field, String plain) {
        String text = place(key, field) + new StringBuilder(plain).reverse();
        return MARK + keyId + ':' + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String place(AccountKey key, String field) {
        return key.accountId() + "/" + field + "/";
    }

    @Override
    public String decrypted(AccountKey key, String field, String stored) {
        if (!stored.startsWith(MARK)) {
            return stored;
        }
        String keyId = stored.substring(MARK.length(), stored.indexOf(':', MARK.length()));
        String sealed = stored.substring(MARK.length() + keyId.length() + 1);
        String text = new String(Base64.getDecoder().decode(sealed), StandardCharsets.UTF_8);
        if (!keys.contains(keyId) || !text.startsWith(place(key, field))) {
            throw new IllegalStateException("field " + field + ", key " + keyId);
        }
        return new StringBuilder(text.substring(place(key, field).length()))
                .reverse()
                .toString();
    }

    @Override
    public List<String> forms(AccountKey key, String field, String plain) {
        List<String> forms = new ArrayList<>();
        keys.forEach(keyId -> forms.add(encrypted(keyId, key, field, plain)));
        forms.add(plain);
        return forms;
    }

    @Override
    public List<byte[]> fingerprintKeys() {
        return keys.stream()
                .map(keyId -> ("planted-secret of 32 bytes or more " + keyId).getBytes(StandardCharsets.US_ASCII))
                .toList();
    }
}
