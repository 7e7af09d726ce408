package io.tokenwell.spi;

import java.util.List;

/**
 * Cipher for secrets before they are stored. Deterministic: the same text for the same account and field gives the same
 * ciphertext under the same key, so that stores can compare stored values. Bound to account and field: a ciphertext
 * that was moved to another place does not decrypt. Implementations are safe for use by any thread; no method blocks.
 *
 * @since 0.1
 */
public interface SecretCipher {

    /**
     * Encrypts a secret with the newest key.
     *
     * @param key the account
     * @param field field in which the text is stored, for example {@code refresh_token}
     * @param plain the secret
     * @return the form to store; a ciphertext is printable ASCII
     * @throws IllegalArgumentException if the text cannot be restored unchanged; the message names the field, nothing
     *     else
     */
    String encrypted(AccountKey key, String field, String plain);

    /**
     * Decrypts a secret with the known key that fits. A text that was never encrypted is returned unchanged; a strict
     * cipher refuses it.
     *
     * @param key the account
     * @param field field in which the text was stored
     * @param stored the stored form
     * @return the secret
     * @throws RefusedSecretException if this cipher is strict and the text was never encrypted, was altered, or belongs
     *     to another place
     * @throws IllegalStateException if the text was encrypted with an unknown key, belongs to another place, or was
     *     altered; the message names the field and the id of the key, nothing else, as stores pass it on
     */
    String decrypted(AccountKey key, String field, String stored);

    /**
     * Decrypts a text whose field had another name in an earlier version, so that instances of both versions can share
     * a store. By default both names are tried. A strict cipher accepts the current name only, as the former name says
     * less about the place.
     *
     * @param key the account
     * @param field current name of the field
     * @param formerField former name of the same field
     * @param stored the stored form
     * @return the secret
     * @throws RefusedSecretException as {@link #decrypted}
     * @throws IllegalStateException as {@link #decrypted}
     */
    default String decryptedAlso(AccountKey key, String field, String formerField, String stored) {
        try {
            return decrypted(key, field, stored);
        } catch (RefusedSecretException strict) {
            throw strict;
        } catch (IllegalStateException underTheOther) {
            return decrypted(key, formerField, stored);
        }
    }

    /**
     * Returns every form in which a secret may be stored: encrypted with each known key, and plain.
     *
     * @param key the account
     * @param field field in which the text is stored
     * @param plain the secret
     * @return the forms, at least one; the form that {@link #encrypted} returns is the first
     * @throws IllegalArgumentException as {@link #encrypted}
     */
    List<String> forms(AccountKey key, String field, String plain);

    /**
     * Returns the keys of the hashes by which stores recognise a refresh token without storing it. Hashes are created
     * with the first key and recognised with each key: while keys are being changed, instances with different newest
     * keys recognise each other's hashes.
     *
     * <p>A claim whose key is unknown is waited for as if it were for the same token. A mark whose key is unknown is
     * ignored once.
     *
     * @return copies of all known keys, newest first, each of at least 32 bytes and the same on all instances; at least
     *     one, otherwise stores refuse the cipher
     */
    List<byte[]> fingerprintKeys();

    /**
     * Returns a cipher that stores everything unchanged, for environments whose disks, backups and networks are
     * trusted.
     *
     * @return a cipher that changes nothing and whose only fingerprint key is public; it refuses to read texts that
     *     another cipher of this library has encrypted
     */
    static SecretCipher none() {
        return PlainText.INSTANCE;
    }
}
