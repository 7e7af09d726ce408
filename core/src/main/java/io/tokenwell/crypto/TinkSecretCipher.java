package io.tokenwell.crypto;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.RefusedSecretException;
import io.tokenwell.spi.SecretCipher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts with AES-SIV (RFC 5297) of Google Tink, which the application adds to its class path. Chosen because the stores
 * compare what they hold (compare-and-set, completions that are repeated): the same secret at the same place has the same
 * ciphertext. That is all a reader of the store learns, and refresh tokens hardly repeat. SIV takes no nonce: there is none
 * to use twice, and no random source to wait for. Immutable and safe for use by any thread, event loops included; made
 * before they run, because ciphers are loaded then.
 *
 * <p>What is stored is {@code tw1.keyid.base64url}: a text that begins so counts as encrypted, everything else as a
 * secret that was never encrypted and is read as it is, unless the cipher is {@link #strict()}. Account and field are
 * authenticated with the secret. The keys used are derived by HKDF from the configured ones; key ids are derived too, and
 * no secret.
 *
 * <p>To switch encryption on without a gap, first deploy everywhere with {@link #writingPlain()}, then without: whoever
 * may meet a ciphertext can read it by then. Once nothing plain is left, deploy with {@link #strict()}: until then whoever
 * can write to a store can put a token of their own there, in plain text. To change keys, first give every instance the new key as the second one, so
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
 *
 * @since 0.1
 */
public final class TinkSecretCipher implements SecretCipher {

    private final List<CipherKey> keys;
    private final Mode mode;

    /** The steps of a migration, in their order. */
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
     * A cipher with raw keys.
     *
     * @param keys newest first, each of 32 random bytes or more; they are not kept
     * @return the cipher
     * @throws IllegalArgumentException if there is no key, or one is too short or there twice
     */
    public static TinkSecretCipher of(List<byte[]> keys) {
        return new TinkSecretCipher(ConfiguredKeys.derived(keys), Mode.ENCRYPTING);
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
        return new TinkSecretCipher(keys, Mode.WRITING_PLAIN);
    }

    /**
     * A cipher that writes what this one writes, and takes nothing that might not be from somebody with a key: the last
     * deployment of a migration. It refuses plain text, and what was encrypted for the former name of its place. What is
     * encrypted can still be deleted, and an older one of the same place be put back.
     *
     * @return a cipher with the same keys, which reads and writes encrypted only
     */
    public TinkSecretCipher strict() {
        return new TinkSecretCipher(keys, Mode.STRICT);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException for a text with half a surrogate pair, which would not come back as it was
     */
    @Override
    public String encrypted(AccountKey key, String field, String plain) {
        return writesPlain() ? plain : SealedText.written(keys.get(0), key, field, plain);
    }

    @Override
    public String decrypted(AccountKey key, String field, String stored) {
        return decrypted(key, List.of(field), stored);
    }

    /** {@inheritDoc} A strict one knows the place by its name of today only. */
    @Override
    public String decryptedAlso(AccountKey key, String field, String formerField, String stored) {
        return decrypted(key, isStrict() ? List.of(field) : List.of(field, formerField), stored);
    }

    /** Complaints use the last of the names, which is the longest known. */
    private String decrypted(AccountKey key, List<String> fields, String stored) {
        String field = fields.get(fields.size() - 1);
        if (!SealedText.isMarked(stored)) {
            return plain(field, stored);
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

    private String plain(String field, String stored) {
        if (isStrict()) {
            throw refused(field + " is not encrypted, and only what is encrypted is read here");
        }
        return stored;
    }

    /** Who is not strict leaves it to others, who may be of another version. */
    private IllegalStateException refused(String reason) {
        return isStrict() ? new RefusedSecretException(reason) : new IllegalStateException(reason);
    }

    private boolean writesPlain() {
        return mode == Mode.WRITING_PLAIN;
    }

    private boolean isStrict() {
        return mode == Mode.STRICT;
    }

    /** {@inheritDoc} A strict one compares with the plain form too: a row that became plain behind its back is mended so. */
    @Override
    public List<String> forms(AccountKey key, String field, String plain) {
        List<String> forms = new ArrayList<>();
        keys.forEach(each -> forms.add(SealedText.written(each, key, field, plain)));
        forms.add(writesPlain() ? 0 : keys.size(), plain);
        return List.copyOf(forms);
    }

    /** {@inheritDoc} One is that of no cipher: what an instance without keys left behind is recognised too. */
    @Override
    public List<byte[]> fingerprintKeys() {
        List<byte[]> newestFirst = new ArrayList<>();
        keys.forEach(each -> newestFirst.add(each.fingerprintKey()));
        newestFirst.addAll(writesPlain() ? 0 : keys.size(), SecretCipher.none().fingerprintKeys());
        return List.copyOf(newestFirst);
    }

    /** Ids of the keys, newest first, and whether it writes plain or is strict; nothing else. */
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
