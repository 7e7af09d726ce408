package io.tokenwell.redis;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.EscrowedRotation;
import io.tokenwell.spi.SecretCipher;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rotation as one Redis string, {@code version|json}. The version is that of the row from which the rotation was
 * redeemed; the server compares it. The JSON is encrypted as a whole. It repeats the version, and this copy counts when
 * the rotation is used: an altered first copy changes only which of two entries stays.
 *
 * @param cipher encrypts the JSON
 */
record EscrowEntry(SecretCipher cipher) {

    private static final Pattern FORM = Pattern.compile("-?\\d{1,19}\\|(.+)", Pattern.DOTALL);
    private static final String FIELD = "escrow";

    String encoded(EscrowedRotation rotation) {
        String stored = cipher.encrypted(rotation.key(), FIELD, EscrowJson.text(rotation));
        return rotation.readVersion() + "|" + stored;
    }

    EscrowedRotation decoded(AccountKey key, String entry) {
        return EscrowJson.rotation(key, json(key, entry));
    }

    boolean holds(String entry, EscrowedRotation rotation) {
        return json(rotation.key(), entry).equals(EscrowJson.text(rotation));
    }

    private String json(AccountKey key, String entry) {
        Matcher parts = FORM.matcher(entry);
        if (!parts.matches()) {
            // Without the entry: it may hold a token.
            throw new IllegalStateException("the entry is not of the form version|rotation");
        }
        return cipher.decrypted(key, FIELD, parts.group(1));
    }
}
