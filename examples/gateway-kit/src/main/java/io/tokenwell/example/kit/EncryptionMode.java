package io.tokenwell.example.kit;

import io.tokenwell.crypto.TinkSecretCipher;
import io.tokenwell.spi.SecretCipher;
import java.util.List;

/** What is written to the stores and what is read from them, in the order of a migration. Safe for use by any thread. */
public enum EncryptionMode {

    /** No keys. */
    OFF("off", "tokens lie there as they are"),

    /** Reads both, writes plain. */
    WRITING_PLAIN("reads only", "tokens are written plain, and read encrypted too"),

    /** Reads both, writes encrypted. */
    ENCRYPTING("on", "tokens are written encrypted, and read plain too"),

    /** Reads and writes encrypted only. */
    STRICT("strict", "plain tokens are refused");

    private final String word;
    private final String meaning;

    EncryptionMode(String word, String meaning) {
        this.word = word;
        this.meaning = meaning;
    }

    static EncryptionMode of(boolean withoutKeys, boolean writesPlain, boolean strict) {
        if (withoutKeys) {
            return OFF;
        }
        return writesPlain ? WRITING_PLAIN : strict ? STRICT : ENCRYPTING;
    }

    SecretCipher cipher(List<String> keys) {
        return switch (this) {
            case OFF -> SecretCipher.none();
            case WRITING_PLAIN -> TinkSecretCipher.ofBase64(keys).writingPlain();
            case ENCRYPTING -> TinkSecretCipher.ofBase64(keys);
            case STRICT -> TinkSecretCipher.ofBase64(keys).strict();
        };
    }

    /**
     * One word, or two.
     *
     * @return for a table
     */
    public String word() {
        return word;
    }

    /**
     * The same with what it means.
     *
     * @return for a reader
     */
    public String sentence() {
        return word + ": " + meaning;
    }
}
