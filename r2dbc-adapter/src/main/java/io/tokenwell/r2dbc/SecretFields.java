package io.tokenwell.r2dbc;

import io.tokenwell.Credentials;
import io.tokenwell.InvalidAccountException;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.RefusedSecretException;
import io.tokenwell.spi.SecretCipher;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The keys of a document whose texts are encrypted in the table. Values that are not text are stored unchanged. */
record SecretFields(SecretCipher cipher, Set<String> keys) {

    static final Set<String> DEFAULT_KEYS = Set.of(Credentials.ACCESS_TOKEN, Credentials.REFRESH_TOKEN, "id_token");

    SecretFields {
        keys = Set.copyOf(keys);
        if (keys.contains(Credentials.TOKEN_VERSION)) {
            throw new IllegalArgumentException(Credentials.TOKEN_VERSION + " must be plain: the database compares it");
        }
    }

    /**
     * Returns the token keys and some more. The tokens are always included; otherwise ciphertexts in older rows would
     * be used as tokens.
     */
    static SecretFields tokensAnd(SecretCipher cipher, Set<String> more) {
        Set<String> keys = new HashSet<>(DEFAULT_KEYS);
        keys.addAll(more);
        return new SecretFields(cipher, keys);
    }

    /** Returns a stored document in plain text. */
    Credentials opened(String accountId, Credentials stored) {
        AccountKey account = new AccountKey(accountId);
        Map<String, String> opened = new LinkedHashMap<>();
        texts(stored).forEach((key, text) -> opened.put(key, opened(account, key, text)));
        requireNoNumbers(account, stored);
        return stored.with(opened);
    }

    /** A number can be a token too, and is never encrypted; a strict cipher refuses it. */
    private void requireNoNumbers(AccountKey account, Credentials stored) {
        for (String key : DEFAULT_KEYS) {
            if (stored.asMap().get(key) instanceof Number number) {
                opened(account, key, number.toString());
            }
        }
    }

    private String opened(AccountKey account, String key, String text) {
        try {
            return cipher.decrypted(account, key, text);
        } catch (RefusedSecretException strict) {
            throw new InvalidAccountException(
                    account.accountId(),
                    strict.getMessage() + "; store it encrypted, or be strict only when all rows are encrypted");
        } catch (IllegalStateException undecryptable) {
            throw new InvalidAccountException(
                    account.accountId(), key + " cannot be decrypted: " + undecryptable.getMessage());
        }
    }

    /** Returns a document in its stored form. */
    Credentials sealed(String accountId, Credentials plain) {
        AccountKey account = new AccountKey(accountId);
        Map<String, String> sealed = new LinkedHashMap<>();
        texts(plain).forEach((key, text) -> sealed.put(key, cipher.encrypted(account, key, text)));
        return plain.with(sealed);
    }

    /** Returns, for each secret with more than one form, the newest form and the hashes of the others. */
    Map<String, @Nullable Object> replaced(String accountId, Credentials plain, UnaryOperator<String> hash) {
        AccountKey account = new AccountKey(accountId);
        Map<String, @Nullable Object> replaced = new LinkedHashMap<>();
        texts(plain).forEach((key, text) -> {
            List<String> forms = new ArrayList<>(cipher.forms(account, key, text));
            if (forms.size() > 1) {
                forms.subList(1, forms.size()).replaceAll(hash);
                replaced.put(key, forms);
            }
        });
        return replaced;
    }

    /**
     * Returns the hashes of all forms in which the refresh token may be stored. A value that is not text is returned
     * unchanged; without a token the list is empty.
     */
    List<@Nullable Object> compared(String accountId, Credentials plain, UnaryOperator<String> hash) {
        Map<String, @Nullable Object> document = plain.asMap();
        @Nullable Object value = document.get(Credentials.REFRESH_TOKEN);
        if (value instanceof String text) {
            return List.copyOf(forms(accountId, text).stream().map(hash).toList());
        }
        return document.containsKey(Credentials.REFRESH_TOKEN) ? Collections.singletonList(value) : List.of();
    }

    private List<String> forms(String accountId, String refreshToken) {
        return keys.contains(Credentials.REFRESH_TOKEN)
                ? cipher.forms(new AccountKey(accountId), Credentials.REFRESH_TOKEN, refreshToken)
                : List.of(refreshToken);
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
