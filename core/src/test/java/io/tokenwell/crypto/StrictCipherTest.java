package io.tokenwell.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.RefusedSecretException;
import io.tokenwell.spi.SecretCipher;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The end of a migration: what might be from somebody without a key is taken from nobody. */
class StrictCipherTest {

    private static final AccountKey ACCOUNT = new AccountKey(42);
    private static final String FIELD = "refresh_token";
    private static final String NOW = "cached 7|1767225600123|";
    private static final String PLANTED = "planted-secret";

    private final TinkSecretCipher old = TinkSecretCipher.of(List.of(key(1)));
    private final TinkSecretCipher encrypting = TinkSecretCipher.of(List.of(key(2), key(1)));
    private final TinkSecretCipher strict = encrypting.strict();

    private static byte[] key(int each) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) each);
        return key;
    }

    @Test
    void whatIsEncryptedIsReadAndWrittenAsBefore() {
        String stored = encrypting.encrypted(ACCOUNT, FIELD, PLANTED);
        assertThat(strict.encrypted(ACCOUNT, FIELD, PLANTED)).isEqualTo(stored);
        assertThat(strict.decrypted(ACCOUNT, FIELD, stored)).isEqualTo(PLANTED);
        assertThat(strict.decrypted(ACCOUNT, FIELD, old.encrypted(ACCOUNT, FIELD, PLANTED)))
                .isEqualTo(PLANTED);
        assertThat(strict.forms(ACCOUNT, FIELD, PLANTED)).isEqualTo(encrypting.forms(ACCOUNT, FIELD, PLANTED));
        assertThat(strict.fingerprintKeys())
                .usingElementComparator(Arrays::compare)
                .isEqualTo(encrypting.fingerprintKeys());
        assertThat(strict).hasToString(encrypting + " strict");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", PLANTED, "tw", "tw2.00.x", "eyJhbGciOi.tw1.x", " tw1.x", "TW1.0011223344556677.AA", "tw1."})
    void plainTextIsRefusedWithoutBeingQuoted(String plain) {
        for (SecretCipher each : List.of(strict, encrypting.writingPlain().strict())) {
            assertThatThrownBy(() -> each.decrypted(ACCOUNT, FIELD, plain))
                    .isInstanceOf(RefusedSecretException.class)
                    .hasNoCause()
                    .hasMessageMatching("refresh_token is (not encrypted, and only what is encrypted is read here"
                            + "|marked as encrypted but damaged)");
            assertThatThrownBy(() -> each.decryptedAlso(ACCOUNT, NOW, FIELD, plain))
                    .isInstanceOf(RefusedSecretException.class);
        }
    }

    @Test
    void whatIsAlteredOrMovedIsRefusedByAllAndSaidToBeSoByTheStrict() {
        String stored = encrypting.encrypted(new AccountKey(4), FIELD, PLANTED);
        assertThatThrownBy(() -> strict.decrypted(ACCOUNT, FIELD, stored))
                .isInstanceOf(RefusedSecretException.class)
                .hasMessageMatching("refresh_token does not decrypt with key [0-9a-f]{16}");
        assertThatThrownBy(() -> encrypting.decrypted(ACCOUNT, FIELD, stored))
                .isExactlyInstanceOf(IllegalStateException.class);
    }

    /** Others have it, maybe: theirs is not to be taken for nobody's. */
    @Test
    void anUnknownKeyIsNoRefusal() {
        String stored = encrypting.encrypted(ACCOUNT, FIELD, PLANTED);
        assertThatThrownBy(() -> old.strict().decrypted(ACCOUNT, FIELD, stored))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("unknown key");
    }

    @Test
    void aPlacesFormerNameIsKnownToAllButTheStrict() {
        String before = old.encrypted(ACCOUNT, FIELD, PLANTED);
        String since = encrypting.encrypted(ACCOUNT, NOW, PLANTED);
        for (SecretCipher each : List.of(encrypting, encrypting.writingPlain())) {
            assertThat(each.decryptedAlso(ACCOUNT, NOW, FIELD, before)).isEqualTo(PLANTED);
            assertThat(each.decryptedAlso(ACCOUNT, NOW, FIELD, since)).isEqualTo(PLANTED);
            assertThat(each.decryptedAlso(ACCOUNT, NOW, FIELD, PLANTED)).isEqualTo(PLANTED);
            assertThatThrownBy(() -> each.decryptedAlso(ACCOUNT, "cached 8||", FIELD, since))
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("refresh_token does not decrypt with key ");
        }
        assertThat(strict.decryptedAlso(ACCOUNT, NOW, FIELD, since)).isEqualTo(PLANTED);
        assertThatThrownBy(() -> strict.decryptedAlso(ACCOUNT, NOW, FIELD, before))
                .isInstanceOf(RefusedSecretException.class);
        assertThatThrownBy(() -> strict.decryptedAlso(ACCOUNT, "cached 8||", FIELD, since))
                .isInstanceOf(RefusedSecretException.class);
    }

    /** Of an application's own cipher, which knows nothing of former names. */
    @Test
    void anyCipherReadsUnderBothNamesUnlessItIsStrict() {
        SecretCipher own = new OwnCipher(encrypting);
        assertThat(own.decryptedAlso(ACCOUNT, NOW, FIELD, encrypting.encrypted(ACCOUNT, FIELD, PLANTED)))
                .isEqualTo(PLANTED);
        assertThat(own.decryptedAlso(ACCOUNT, NOW, FIELD, encrypting.encrypted(ACCOUNT, NOW, PLANTED)))
                .isEqualTo(PLANTED);
        assertThat(SecretCipher.none().decryptedAlso(ACCOUNT, NOW, FIELD, PLANTED))
                .isEqualTo(PLANTED);
        SecretCipher ownStrict = new OwnCipher(strict);
        assertThatThrownBy(() ->
                        ownStrict.decryptedAlso(ACCOUNT, NOW, FIELD, encrypting.encrypted(ACCOUNT, FIELD, PLANTED)))
                .isInstanceOf(RefusedSecretException.class);
    }

    private record OwnCipher(SecretCipher cipher) implements SecretCipher {

        @Override
        public String encrypted(AccountKey key, String field, String plain) {
            return cipher.encrypted(key, field, plain);
        }

        @Override
        public String decrypted(AccountKey key, String field, String stored) {
            return cipher.decrypted(key, field, stored);
        }

        @Override
        public List<String> forms(AccountKey key, String field, String plain) {
            return cipher.forms(key, field, plain);
        }

        @Override
        public List<byte[]> fingerprintKeys() {
            return cipher.fingerprintKeys();
        }
    }
}
