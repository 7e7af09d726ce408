package io.tokenwell.spi;

/**
 * Error for a stored text that a strict {@link SecretCipher} does not accept as a secret: it is plain, altered, or was
 * moved from another place. Every instance with the same settings refuses it. Other decryption failures do not have
 * this type, as an instance with other keys may be able to read the text.
 *
 * @since 0.1
 */
public final class RefusedSecretException extends IllegalStateException {

    /**
     * Creates the error.
     *
     * @param reason names at most the field and the id of a key; nothing of the stored text
     */
    public RefusedSecretException(String reason) {
        super(reason);
    }
}
