package io.tokenwell.crypto;

import io.tokenwell.spi.AccountKey;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The stored form of an encrypted text: {@code tw1.keyid.base64url}. */
final class SealedText {

    /** Groups: id of the key, ciphertext. */
    static final Pattern FORM = Pattern.compile("tw1\\.([0-9a-f]{16})\\.([A-Za-z0-9_-]+)");

    private static final String MARK = "tw1.";

    private SealedText() {}

    static boolean isMarked(String stored) {
        return stored.startsWith(MARK);
    }

    static String written(CipherKey with, AccountKey key, String field, String plain) {
        try {
            byte[] ciphertext = with.encrypted(utf8(field, plain), place(key, field));
            return MARK + with.id() + "." + base64Url(ciphertext);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(field + " does not encrypt with key " + with.id(), broken);
        }
    }

    /**
     * Returns the secret, or null if the text belongs to another place or was altered. Which of the two is not
     * reported, as only attackers could use it.
     */
    static @Nullable String read(CipherKey with, AccountKey key, String field, String base64Url) {
        try {
            byte[] ciphertext = Base64.getUrlDecoder().decode(base64Url);
            // The last letter has spare bits; of the texts that differ only there, one is ours.
            if (base64Url(ciphertext).equals(base64Url)) {
                return new String(with.decrypted(ciphertext, place(key, field)), StandardCharsets.UTF_8);
            }
        } catch (GeneralSecurityException | IllegalArgumentException wrong) {
            // As above.
        }
        return null;
    }

    /** The encoded id has no slash, so that no two pairs of id and field are one place. */
    private static byte[] place(AccountKey key, String field) {
        return (key.encodedId() + "/" + field).getBytes(StandardCharsets.UTF_8);
    }

    private static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] utf8(String field, String plain) {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(plain));
            byte[] exact = new byte[bytes.remaining()];
            bytes.get(exact);
            return exact;
        } catch (CharacterCodingException halfAPair) {
            throw new IllegalArgumentException(field + " holds half a surrogate pair");
        }
    }
}
