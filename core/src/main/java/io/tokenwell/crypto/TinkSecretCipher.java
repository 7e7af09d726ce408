package io.tokenwell.crypto;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.RefusedSecretException;
import io.tokenwell.spi.SecretCipher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Cipher that encrypts with AES-SIV (RFC 5297) of Google Tink, which the application adds to its class path. With
 * AES-SIV the same secret in the same place has the same ciphertext, as stores compare what they hold (compare-and-set,
 * repeated completions). A reader of the store learns nothing else, and refresh tokens hardly repeat. SIV needs neither
 * a nonce nor a random source. Immutable. Create it before event loops run, as this loads the cipher classes.
 *
 * <p>The stored form is {@code tw1.keyid.base64url}. All other texts count as secrets that were never encrypted and are
 * read unchanged, unless the cipher is {@link #strict()}. Account and field are authenticated with the secret. The keys
 * in use and their ids are derived from the configured keys by HKDF; the ids are no secret.
 *
 * <p>To introduce encryption without an interruption, first deploy all instances with {@link #writingPlain()}, then
 * without it: by then every instance that may find a ciphertext can read it. When no plain text is left, deploy with
 * {@link #strict()}: until then, anyone who can write to a store can put their own token there in plain text. To change
 * keys, first give every instance the new key as the second one; when all have it, make it the first.
 *
 * <p>The old key can be removed when no instance has written with it for {@code RefreshSettings.escrowTtl} (a week by
 * default, as rotations in Redis are encrypted too), and when neither of these queries finds its id.
 * {@link #toString()} prints the ids of keys as they are in rows. A claim names a hash of its key; the newest claims
 * show the hashes in use:
 *
 * <pre>{@code
 * SELECT count(*) FROM accounts WHERE credentials::text LIKE '%tw1.ID.%';
 * SELECT split_part(refresh_token_fingerprint, ':', 1), max(started_at) FROM tokenwell_claims GROUP BY 1;
 * }</pre>
 *
 * <p>Do not re-encrypt rows by hand while their account has a claim: for the claim the refresh token would be another
 * one, and an unfinished attempt, a pause or a mark would be forgotten. A refresh encrypts its row anew.
 *
 * @since 0.1
 */
public final class TinkSecretCipher implements SecretCipher {

    private final List<CipherKey> keys;
    private final Mode mode;

    /** The steps of a migration, in order. */
    private enum Mode {
        WRITING_PLAIN,
        ENCRYPTING,
        STRICT
    }

    private TinkSecretCipher(List<CipherKey> keys, Mode mode) {
        this.keys = keys;
        this.mode = mode;
    }

    /**
     * Creates a cipher with raw keys.
     *
     * @param keys keys, newest first, each of at least 32 random bytes; they are not kept
     * @return the cipher
     * @throws IllegalArgumentException if there is no key, a key is too short, or a key is listed twice
     */
    public static TinkSecretCipher of(List<byte[]> keys) {
        return new TinkSecretCipher(ConfiguredKeys.derived(keys), Mode.ENCRYPTING);
    }

    /**
     * Creates a cipher with keys in base64, for example from {@code openssl rand -base64 32}.
     *
     * @param keys keys, newest first, each of at least 32 random bytes in base64, in either alphabet
     * @return the cipher
     * @throws IllegalArgumentException if there is no key, or a key is too short, listed twice, or not base64
     */
    public static TinkSecretCipher ofBase64(List<String> keys) {
        return of(ConfiguredKeys.decoded(keys));
    }

    /**
     * Returns a cipher that reads what this one writes, but writes plain text: for the first of the two deployments
     * that introduce or remove encryption.
     *
     * @return a cipher with the same keys
     */
    public TinkSecretCipher writingPlain() {
        return new TinkSecretCipher(keys, Mode.WRITING_PLAIN);
    }

    /**
     * Returns a cipher that accepts only what was written with one of its keys: for the last deployment of a migration.
     * It refuses plain text and texts encrypted for the former name of their field. It cannot prevent that an encrypted
     * text is deleted, or replaced by an older one of the same place.
     *
     * @return a cipher with the same keys that reads and writes encrypted texts only
     */
    public TinkSecretCipher strict() {
        return new TinkSecretCipher(keys, Mode.STRICT);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException for a text with half of a surrogate pair, which could not be restored
     */
    @Override
    public String encrypted(AccountKey key, String field, String plain) {
        return writesPlain() ? plain : SealedText.written(keys.get(0), key, field, plain);
    }

    @Override
    public String decrypted(AccountKey key, String field, String stored) {
        return decrypted(key, List.of(field), stored);
    }

    /** {@inheritDoc} A strict cipher accepts the current name of the field only. */
    @Override
    public String decryptedAlso(AccountKey key, String field, String formerField, String stored) {
        return decrypted(key, isStrict() ? List.of(field) : List.of(field, formerField), stored);
    }

    /** Decrypts with each of the names. Errors use the last name, which has been in use the longest. */
    private String decrypted(AccountKey key, List<String> fields, String stored) {
        String field = fields.get(fields.size() - 1);
        if (!SealedText.isMarked(stored)) {
            return plain(key, field, stored);
        }
        Matcher parts = SealedText.FORM.matcher(stored);
        if (!parts.matches()) {
            throw refused(field + " is marked as encrypted but damaged");
        }
        CipherKey with = known(parts.group(1), field);
        for (String each : fields) {
            @Nullable String secret = SealedText.read(with, key, each, parts.group(2));
            if (secret != null) {
                return secret;
            }
        }
        throw refused(field + " does not decrypt with key " + with.id());
    }

    private String plain(AccountKey key, String field, String stored) {
        if (isStrict()) {
            throw refused(field + " is not encrypted, and only what is encrypted is read here");
        }
        return SecretCipher.none().decrypted(key, field, stored); // refuses ciphertexts of a later version
    }

    /**
     * Returns the error of a refused text. A cipher that is not strict allows that another instance, perhaps of another
     * version, can read it.
     */
    private IllegalStateException refused(String reason) {
        return isStrict() ? new RefusedSecretException(reason) : new IllegalStateException(reason);
    }

    private boolean writesPlain() {
        return mode == Mode.WRITING_PLAIN;
    }

    private boolean isStrict() {
        return mode == Mode.STRICT;
    }

    /** {@inheritDoc} A strict cipher includes the plain form, to repair a row that was replaced by plain text. */
    @Override
    public List<String> forms(AccountKey key, String field, String plain) {
        List<String> forms = new ArrayList<>();
        keys.forEach(each -> forms.add(SealedText.written(each, key, field, plain)));
        forms.add(writesPlain() ? 0 : keys.size(), plain);
        return List.copyOf(forms);
    }

    /**
     * {@inheritDoc} Includes the key of {@link SecretCipher#none()}, to recognise hashes of an instance without keys.
     */
    @Override
    public List<byte[]> fingerprintKeys() {
        List<byte[]> newestFirst = new ArrayList<>();
        keys.forEach(each -> newestFirst.add(each.fingerprintKey()));
        newestFirst.addAll(writesPlain() ? 0 : keys.size(), SecretCipher.none().fingerprintKeys());
        return List.copyOf(newestFirst);
    }

    /**
     * Returns the ids of the keys, newest first, and whether the cipher writes plain text or is strict; nothing else.
     */
    @Override
    public String toString() {
        String how = writesPlain() ? " writing plain" : isStrict() ? " strict" : "";
        return "TinkSecretCipher" + keys.stream().map(CipherKey::id).toList() + how;
    }

    private CipherKey known(String id, String field) {
        return keys.stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(field + " is encrypted with unknown key " + id));
    }
}
