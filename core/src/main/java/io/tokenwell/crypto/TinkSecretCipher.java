package io.tokenwell.crypto;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.SecretCipher;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Encrypts with AES-SIV (RFC 5297) of Google Tink, which the application adds to its class path. Chosen because the stores
 * compare what they hold (compare-and-set, completions that are repeated): the same secret at the same place has the same
 * ciphertext. That is all a reader of the store learns, and refresh tokens hardly repeat. SIV takes no nonce: there is none
 * to use twice, and no random source to wait for. Immutable and safe for use by any thread, event loops included; made
 * before they run, because ciphers are loaded then.
 *
 * <p>What is stored is {@code tw1.keyid.base64url}: a text that begins so counts as encrypted, everything else as a
 * secret that was never encrypted and is read as it is. Account and field are authenticated with the secret. The keys used
 * are derived by HKDF from the configured ones; key ids are derived too, and no secret.
 *
 * <p>To switch encryption on without a gap, first deploy everywhere with {@link #writingPlain()}, then without: whoever
 * may meet a ciphertext can read it by then. To change keys, first give every instance the new key as the second one, so
 * that all can read it; then put it first. Until the old one is dropped stores recognise refresh tokens under both.
 *
 * <p>The old key may go when no instance has written with it for {@code RefreshSettings.escrowTtl}, a week by default
 * (rotations in Redis are encrypted too), and neither of these finds anything under its id, which {@link #toString()} tells for rows; a
 * claim names a hash of its key, and those of the newest claims are the ones in use:
 *
 * <pre>{@code
 * SELECT count(*) FROM accounts WHERE credentials::text LIKE '%tw1.ID.%';
 * SELECT split_part(refresh_token_fingerprint, ':', 1), max(started_at) FROM tokenwell_claims GROUP BY 1;
 * }</pre>
 *
 * <p>A refresh rewrites its row. Do not re-encrypt rows by hand while their account has a claim: to the claim the refresh
 * token would be another one, and an unfinished attempt, a pause or a mark would be forgotten.
 */
public final class TinkSecretCipher implements SecretCipher {

    private static final String MARK = "tw1.";
    private static final Pattern FORM = Pattern.compile("tw1\\.([0-9a-f]{16})\\.([A-Za-z0-9_-]+)");

    private final List<CipherKey> keys;
    private final boolean writesPlain;

    private TinkSecretCipher(List<CipherKey> keys, boolean writesPlain) {
        this.keys = keys;
        this.writesPlain = writesPlain;
    }

    /**
     * A cipher with raw keys.
     *
     * @param keys newest first, each of 32 random bytes or more; they are not kept
     * @return the cipher
     * @throws IllegalArgumentException if there is no key, or one is too short or there twice
     */
    public static TinkSecretCipher of(List<byte[]> keys) {
        return new TinkSecretCipher(ConfiguredKeys.derived(keys), false);
    }

    /**
     * A cipher with keys as texts, for example from {@code openssl rand -base64 32}.
     *
     * @param keys newest first, each 32 random bytes or more in base64, either alphabet
     * @return the cipher
     * @throws IllegalArgumentException as above, or if a key is not base64
     */
    public static TinkSecretCipher ofBase64(List<String> keys) {
        return of(ConfiguredKeys.decoded(keys));
    }

    /**
     * A cipher that reads what this one writes, but writes plain text itself: the first of the two deployments that switch
     * encryption on, or off. A row that it completes is plain afterwards.
     *
     * @return a cipher with the same keys
     */
    public TinkSecretCipher writingPlain() {
        return new TinkSecretCipher(keys, true);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException for a text with half a surrogate pair, which would not come back as it was
     */
    @Override
    public String encrypted(AccountKey key, String field, String plain) {
        return writesPlain ? plain : encrypted(keys.get(0), key, field, plain);
    }

    @Override
    public String decrypted(AccountKey key, String field, String stored) {
        if (!stored.startsWith(MARK)) {
            return stored;
        }
        Matcher parts = FORM.matcher(stored);
        if (!parts.matches()) {
            throw new IllegalStateException(field + " is marked as encrypted but damaged");
        }
        return decrypted(known(parts.group(1), field), key, field, parts.group(2));
    }

    @Override
    public List<String> forms(AccountKey key, String field, String plain) {
        List<String> forms = new ArrayList<>();
        keys.forEach(each -> forms.add(encrypted(each, key, field, plain)));
        forms.add(writesPlain ? 0 : keys.size(), plain);
        return List.copyOf(forms);
    }

    /** {@inheritDoc} One is that of no cipher: what an instance without keys left behind is recognised too. */
    @Override
    public List<byte[]> fingerprintKeys() {
        List<byte[]> newestFirst = new ArrayList<>();
        keys.forEach(each -> newestFirst.add(each.fingerprintKey()));
        newestFirst.addAll(writesPlain ? 0 : keys.size(), SecretCipher.none().fingerprintKeys());
        return List.copyOf(newestFirst);
    }

    /** Ids of the keys, newest first, and whether it writes plain; nothing else. */
    @Override
    public String toString() {
        return "TinkSecretCipher" + keys.stream().map(CipherKey::id).toList() + (writesPlain ? " writing plain" : "");
    }

    private CipherKey known(String id, String field) {
        return keys.stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(field + " is encrypted with unknown key " + id));
    }

    private static String encrypted(CipherKey with, AccountKey key, String field, String plain) {
        try {
            byte[] ciphertext = with.encrypted(utf8(field, plain), place(key, field));
            return MARK + with.id() + "." + base64Url(ciphertext);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(field + " does not encrypt with key " + with.id(), broken);
        }
    }

    private static String decrypted(CipherKey with, AccountKey key, String field, String base64Url) {
        try {
            byte[] ciphertext = Base64.getUrlDecoder().decode(base64Url);
            // The last letter has spare bits; of the texts that differ only there, one is ours.
            if (base64Url(ciphertext).equals(base64Url)) {
                return new String(with.decrypted(ciphertext, place(key, field)), StandardCharsets.UTF_8);
            }
        } catch (GeneralSecurityException | IllegalArgumentException wrong) {
            // Said below, the same for all: which it was is of use to attackers only.
        }
        throw new IllegalStateException(field + " does not decrypt with key " + with.id());
    }

    private static byte[] place(AccountKey key, String field) {
        return (key.accountId() + "/" + field).getBytes(StandardCharsets.UTF_8);
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
