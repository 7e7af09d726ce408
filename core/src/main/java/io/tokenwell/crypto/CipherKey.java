package io.tokenwell.crypto;

import com.google.crypto.tink.DeterministicAead;
import com.google.crypto.tink.subtle.AesSiv;
import com.google.crypto.tink.subtle.Hkdf;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;

/** The values that are derived from one configured key. The key itself is not kept. */
final class CipherKey {

    private static final int SIV_BYTES = 64;
    private static final int FINGERPRINT_BYTES = 32;
    private static final int ID_BYTES = 8;
    private static final byte[] NO_SALT = {};

    private final String id;
    private final DeterministicAead siv;
    private final byte[] fingerprintKey;

    private CipherKey(String id, DeterministicAead siv, byte[] fingerprintKey) {
        this.id = id;
        this.siv = siv;
        this.fingerprintKey = fingerprintKey;
    }

    static CipherKey derivedFrom(byte[] configured) {
        try {
            String id = HexFormat.of().formatHex(derived(configured, "id", ID_BYTES));
            DeterministicAead siv = new AesSiv(derived(configured, "siv", SIV_BYTES));
            // Cipher classes are found and read here, on the caller's thread, and not later on an event loop.
            siv.decryptDeterministically(siv.encryptDeterministically(NO_SALT, NO_SALT), NO_SALT);
            return new CipherKey(id, siv, derived(configured, "fingerprint", FINGERPRINT_BYTES));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java has no AES or no HMAC-SHA-512", missing);
        }
    }

    private static byte[] derived(byte[] configured, String purpose, int bytes) throws GeneralSecurityException {
        byte[] label = ("tokenwell 1 " + purpose).getBytes(StandardCharsets.US_ASCII);
        return Hkdf.computeHkdf("HmacSha512", configured, NO_SALT, label, bytes);
    }

    /** Returns the id that identifies the key in stored texts. It reveals nothing about the key. */
    String id() {
        return id;
    }

    byte[] fingerprintKey() {
        return fingerprintKey.clone();
    }

    byte[] encrypted(byte[] plain, byte[] place) throws GeneralSecurityException {
        return siv.encryptDeterministically(plain, place);
    }

    byte[] decrypted(byte[] ciphertext, byte[] place) throws GeneralSecurityException {
        return siv.decryptDeterministically(ciphertext, place);
    }
}
