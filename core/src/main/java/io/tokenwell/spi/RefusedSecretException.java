package io.tokenwell.spi;

/**
 * What is stored is not taken for a secret, here or by anybody with the same settings: a strict {@link SecretCipher} found it
 * plain, altered, or moved from another place. Another failure to decrypt is not of this type: who has other keys may read
 * that. Safe for use by any thread.
 *
 * @since 0.1
 */
public final class RefusedSecretException extends IllegalStateException {

    /**
     * Says what was refused.
     *
     * @param reason names the field, and the id of a key at most; nothing of what is stored
     */
    public RefusedSecretException(String reason) {
        super(reason);
    }
}
