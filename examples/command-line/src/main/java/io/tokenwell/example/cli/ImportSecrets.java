package io.tokenwell.example.cli;

import io.tokenwell.Credentials;
import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.SecretCipher;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fields that the repository encrypts, in the same way. */
record ImportSecrets(SecretCipher cipher) {

    private static final List<String> FIELDS = List.of(Credentials.ACCESS_TOKEN, Credentials.REFRESH_TOKEN, "id_token");

    private interface Change {
        String of(AccountKey key, String field, String text);
    }

    /** An export may hold what this deployment encrypted; under another's key it would become a token of nonsense. */
    Credentials opened(Credentials given, String id) {
        return changed(given, id, cipher::decrypted);
    }

    Credentials sealed(Credentials plain, String id) {
        return changed(plain, id, cipher::encrypted);
    }

    private static Credentials changed(Credentials of, String id, Change change) {
        Map<String, String> changed = new LinkedHashMap<>();
        for (String field : FIELDS) {
            if (of.asMap().get(field) instanceof String text) {
                changed.put(field, change.of(new AccountKey(id), field, text));
            }
        }
        return of.with(changed);
    }
}
