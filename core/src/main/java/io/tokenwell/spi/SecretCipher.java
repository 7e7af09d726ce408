package io.tokenwell.spi;

import java.util.List;

/**
 * Encrypts secrets on their way into a store. Deterministic: the same text for the same account and field gives the same
 * ciphertext under the same key, so that stores can compare what they hold. Bound to account and field: a ciphertext moved
 * to another place does not decrypt. Safe for use by any thread; no method blocks.
 *
 * @since 0.1
 */
public interface SecretCipher {

    /**
     * Encrypts with the newest key.
     *
     * @param key the account
     * @param field where the text is kept, for example {@code refresh_token}
     * @param plain the secret
     * @return the form to store; a ciphertext is printable ASCII
     * @throws IllegalArgumentException if the text would not come back as it was; the message names the field, nothing else
     */
    String encrypted(AccountKey key, String field, String plain);

    /**
     * Decrypts with whichever known key fits; a text that was never encrypted is returned as it is, but by a strict cipher.
     *
     * @param key the account
     * @param field where the text was kept
     * @param stored the stored form
     * @return the secret
     * @throws RefusedSecretException if this cipher is strict, and the text was never encrypted, was altered, or is of
     *     another place
     * @throws IllegalStateException if it was encrypted with an unknown key, for another place, or was altered; the message
     *     names the field and the id of the key, nothing else, for stores pass it on
     */
    String decrypted(AccountKey key, String field, String stored);

    /**
     * Decrypts what is kept under one name now and was kept under another before, so that instances of both versions can
     * share a store. By default under either; a strict cipher takes today's only, as the former says less of the place.
     *
     * @param key the account
     * @param field where the text is kept
     * @param formerField what the same place was called before
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
     * Every form in which a secret may be stored: under each known key, and plain.
     *
     * @param key the account
     * @param field where the text is kept
     * @param plain the secret
     * @return the forms, at least one, the one that {@link #encrypted} gives first
     * @throws IllegalArgumentException as {@link #encrypted}
     */
    List<String> forms(AccountKey key, String field, String plain);

    /**
     * Keys of the hashes by which stores recognise a refresh token without keeping it. Hashes are made with the first, and
     * recognised under each: while keys are changed, instances that write with different ones know each other's.
     *
     * A claim whose key is not known is waited for as if it were on the same token, and a mark under it is forgotten once.
     *
     * @return copies of all known keys, newest first, each of at least 32 bytes and the same on all instances; at least one,
     *     or stores refuse the cipher
     */
    List<byte[]> fingerprintKeys();

    /**
     * Stores everything as it is; for where disks, backups and networks are trusted.
     *
     * @return a cipher that changes nothing, whose one fingerprint key is public; what another cipher of ours has written it
     *     refuses to read as plain
     */
    static SecretCipher none() {
        return PlainText.INSTANCE;
    }
}
