package io.tokenwell.r2dbc;

import io.tokenwell.Credentials;
import io.tokenwell.InvalidAccountException;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.SecretCipher;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys of a document whose text is encrypted in the table. What is no text is stored as it is. */
record SecretFields(SecretCipher cipher, Set<String> keys) {

    static final Set<String> DEFAULT_KEYS = Set.of(Credentials.ACCESS_TOKEN, Credentials.REFRESH_TOKEN, "id_token");

    SecretFields {
        keys = Set.copyOf(keys);
        if (keys.contains(Credentials.TOKEN_VERSION)) {
            throw new IllegalArgumentException(Credentials.TOKEN_VERSION + " is compared by the database: no secret");
        }
    }

    /** A document as it was stored. */
    Credentials opened(long accountId, Credentials stored) {
        AccountKey account = new AccountKey(accountId);
        Map<String, String> opened = new LinkedHashMap<>();
        texts(stored).forEach((key, text) -> opened.put(key, opened(account, key, text)));
        return stored.with(opened);
    }

    private String opened(AccountKey account, String key, String text) {
        try {
            return cipher.decrypted(account, key, text);
        } catch (IllegalStateException undecryptable) {
            throw new InvalidAccountException(
                    account.accountId(), key + " can't be decrypted: " + undecryptable.getMessage());
        }
    }

    /** A document as it is to be stored. */
    Credentials sealed(long accountId, Credentials plain) {
        AccountKey account = new AccountKey(accountId);
        Map<String, String> sealed = new LinkedHashMap<>();
        texts(plain).forEach((key, text) -> sealed.put(key, cipher.encrypted(account, key, text)));
        return plain.with(sealed);
    }

    /** All the forms of each secret that has more than one, the newest first. */
    Map<String, @Nullable Object> forms(long accountId, Credentials plain) {
        AccountKey account = new AccountKey(accountId);
        Map<String, @Nullable Object> forms = new LinkedHashMap<>();
        texts(plain).forEach((key, text) -> forms.put(key, cipher.forms(account, key, text)));
        forms.values().removeIf(all -> all instanceof List<?> list && list.size() < 2);
        return forms;
    }

    /** All the forms in which a value may be stored, none if there is none. */
    List<@Nullable Object> forms(long accountId, Credentials plain, String key) {
        Map<String, @Nullable Object> document = plain.asMap();
        @Nullable Object value = document.get(key);
        if (value instanceof String text && keys.contains(key)) {
            return List.copyOf(cipher.forms(new AccountKey(accountId), key, text));
        }
        return document.containsKey(key) ? Collections.singletonList(value) : List.of();
    }

    private Map<String, String> texts(Credentials document) {
        Map<String, String> texts = new LinkedHashMap<>();
        document.asMap().forEach((key, value) -> {
            if (value instanceof String text && keys.contains(key)) {
                texts.put(key, text);
            }
        });
        return texts;
    }
}
