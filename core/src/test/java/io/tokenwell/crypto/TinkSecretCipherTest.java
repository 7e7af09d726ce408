package io.tokenwell.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.SecretCipher;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

class TinkSecretCipherTest {

    private static final AccountKey ACCOUNT = new AccountKey(42);
    private static final AccountKey OTHER = new AccountKey(4);
    private static final String FIELD = "refresh_token";
    private static final String PLANTED = "planted-secret";
    private static final byte[] OLD = bytes(1);
    private static final byte[] NEW = bytes(2);

    private final SecretCipher before = TinkSecretCipher.of(List.of(OLD));
    private final SecretCipher after = TinkSecretCipher.of(List.of(NEW, OLD));

    private static byte[] bytes(int each) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) each);
        return key;
    }

    /** What is stored outlives releases: these must never change. Computed with Python's AESSIV and HMAC. */
    @Test
    void knownAnswers() {
        assertThat(before.encrypted(ACCOUNT, FIELD, PLANTED))
                .isEqualTo("tw1.a49ce8867bab3008.WBM8D0rixVsh8mzkVIJ0_QPRuZEQC2c1zDrF6OvU");
        assertThat(before.encrypted(ACCOUNT, FIELD, "")).isEqualTo("tw1.a49ce8867bab3008.9WL5UklSxbpdaZa2lPC7_A");
        assertThat(Base64.getEncoder().encodeToString(before.fingerprintKeys().get(0)))
                .isEqualTo("ToMUZpAuxa2bUjo1UgmWVr7lECL7PnfQhRoHAL/knJY=");
    }

    @Test
    void theSamePlaceGivesTheSameText() {
        String first = before.encrypted(ACCOUNT, FIELD, PLANTED);
        assertThat(TinkSecretCipher.of(List.of(OLD)).encrypted(ACCOUNT, FIELD, PLANTED))
                .isEqualTo(first);
        assertThat(before.encrypted(OTHER, FIELD, PLANTED)).isNotEqualTo(first);
        assertThat(before.encrypted(ACCOUNT, "access_token", PLANTED)).isNotEqualTo(first);
        assertThat(before.encrypted(ACCOUNT, FIELD, PLANTED + "!")).isNotEqualTo(first);
    }

    @Test
    void whatIsStoredIsPrintableAsciiInThreeParts() {
        assertThat(before.encrypted(ACCOUNT, FIELD, "\u00e4\ud83d\ude00\n"))
                .matches("tw1\\.[0-9a-f]{16}\\.[A-Za-z0-9_-]+");
    }

    @Test
    void anyTextComesBackAsItWas() {
        Random random = new Random(20_260_101);
        for (int round = 0; round < 2_000; round++) {
            String plain = random.ints(random.nextInt(80), 0, Character.MAX_CODE_POINT + 1)
                    .map(point -> round(point))
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining());
            assertThat(after.decrypted(ACCOUNT, FIELD, after.encrypted(ACCOUNT, FIELD, plain)))
                    .isEqualTo(plain);
        }
        assertThat(after.decrypted(ACCOUNT, FIELD, after.encrypted(ACCOUNT, FIELD, "")))
                .isEmpty();
    }

    private static int round(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? 'x' : point;
    }

    @ParameterizedTest
    @ValueSource(strings = {PLANTED + "\ud83d", PLANTED + "\ude00"})
    void aTextThatWouldNotComeBackIsRefused(String plain) {
        assertThatThrownBy(() -> before.encrypted(ACCOUNT, FIELD, plain))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessage("refresh_token holds half a surrogate pair");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", PLANTED, "tw", "tw2.00.x", "eyJhbGciOi.tw1.x", " tw1.x"})
    void aSecretThatWasNeverEncryptedIsReadAsItIs(String plain) {
        assertThat(before.decrypted(ACCOUNT, FIELD, plain)).isEqualTo(plain);
    }

    /** It would go out as a token. */
    @Test
    void aCiphertextOfALaterVersionIsNoPlainText() {
        assertThatThrownBy(() -> before.decrypted(ACCOUNT, FIELD, "tw2.0011223344556677.AA"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("refresh_token is encrypted with unknown key 0011223344556677");
    }

    @Test
    void afterAChangeOfKeysOldTextsAreReadAndNewOnesUseTheNewKey() {
        String old = before.encrypted(ACCOUNT, FIELD, PLANTED);
        assertThat(after.decrypted(ACCOUNT, FIELD, old)).isEqualTo(PLANTED);
        String written = after.encrypted(ACCOUNT, FIELD, PLANTED);
        assertThat(TinkSecretCipher.of(List.of(NEW)).decrypted(ACCOUNT, FIELD, written))
                .isEqualTo(PLANTED);
        assertThat(after.forms(ACCOUNT, FIELD, PLANTED)).containsExactly(written, old, PLANTED);
    }

    @Test
    void writingPlainReadsAllAndWritesNoCiphertext() {
        SecretCipher plain = TinkSecretCipher.of(List.of(NEW, OLD)).writingPlain();
        String current = after.encrypted(ACCOUNT, FIELD, PLANTED);
        String old = before.encrypted(ACCOUNT, FIELD, PLANTED);
        assertThat(plain.encrypted(ACCOUNT, FIELD, PLANTED)).isEqualTo(PLANTED);
        assertThat(List.of(current, old, PLANTED))
                .allSatisfy(stored ->
                        assertThat(plain.decrypted(ACCOUNT, FIELD, stored)).isEqualTo(PLANTED));
        assertThat(plain.forms(ACCOUNT, FIELD, PLANTED)).containsExactly(PLANTED, current, old);
        List<byte[]> keys = after.fingerprintKeys();
        assertThat(plain.fingerprintKeys()).containsExactly(keys.get(2), keys.get(0), keys.get(1));
        assertThat(plain.toString()).isEqualTo(after + " writing plain");
    }

    @Test
    void anUnknownKeyIsNamedByItsId() {
        String stored = after.encrypted(ACCOUNT, FIELD, PLANTED);
        refused(
                before,
                ACCOUNT,
                FIELD,
                stored,
                "refresh_token is encrypted with unknown key " + stored.split("\\.", -1)[1]);
    }

    @Test
    void aTextMovedToAnotherPlaceDoesNotDecrypt() {
        String stored = before.encrypted(ACCOUNT, FIELD, PLANTED);
        String id = stored.split("\\.", -1)[1];
        refused(before, OTHER, FIELD, stored, "refresh_token does not decrypt with key " + id);
        refused(before, ACCOUNT, "access_token", stored, "access_token does not decrypt with key " + id);
    }

    @Test
    void aTextMovedUnderAnotherKeyDoesNotDecrypt() {
        String[] old = before.encrypted(ACCOUNT, FIELD, PLANTED).split("\\.", -1);
        String[] current = after.encrypted(ACCOUNT, FIELD, PLANTED).split("\\.", -1);
        refused(after, ACCOUNT, FIELD, "tw1." + current[1] + "." + old[2], "does not decrypt with key " + current[1]);
    }

    @Test
    void everyFlippedBitAndEveryOtherLengthIsNoticed() {
        String stored = before.encrypted(ACCOUNT, FIELD, PLANTED);
        int afterMark = stored.indexOf('.') + 1;
        for (int at = afterMark; at < stored.length(); at++) {
            for (int bit = 0; bit < 7; bit++) {
                byte[] altered = stored.getBytes(StandardCharsets.US_ASCII);
                altered[at] = (byte) (altered[at] ^ (1 << bit));
                refused(before, ACCOUNT, FIELD, new String(altered, StandardCharsets.US_ASCII), FIELD);
            }
            refused(before, ACCOUNT, FIELD, stored.substring(0, at), FIELD);
        }
        refused(before, ACCOUNT, FIELD, stored + "A", FIELD);
        refused(before, ACCOUNT, FIELD, stored + "=", FIELD);
    }

    private static void refused(SecretCipher cipher, AccountKey account, String field, String stored, String message) {
        assertThatThrownBy(() -> cipher.decrypted(account, field, stored))
                .isInstanceOf(IllegalStateException.class)
                .hasNoCause()
                .hasMessageContaining(message)
                .hasMessageMatching("[a-z_]+ (is marked as encrypted but damaged"
                        + "|(is encrypted with unknown|does not decrypt with) key [0-9a-f]{16})");
    }

    /** The public one is there because instances without keys may have claimed plain rows. */
    @Test
    void theFingerprintKeysAreThoseOfAllKeysNewestFirstThenThePublicOneAndCopies() {
        byte[] open = SecretCipher.none().fingerprintKeys().get(0);
        byte[] old = before.fingerprintKeys().get(0);
        assertThat(old).hasSizeGreaterThanOrEqualTo(32).isNotEqualTo(OLD);
        byte[] young = TinkSecretCipher.of(List.of(NEW)).fingerprintKeys().get(0);
        assertThat(after.fingerprintKeys()).containsExactly(young, old, open);
        assertThat(TinkSecretCipher.of(List.of(OLD, NEW)).fingerprintKeys()).containsExactly(old, young, open);
        Arrays.fill(old, (byte) 0);
        assertThat(before.fingerprintKeys().get(0)).isNotEqualTo(old);
    }

    /** BlockHound is on: the first use on each of these threads must not wait either. */
    @Test
    void worksOnThreadsThatMustNotBlock() {
        SecretCipher fresh = TinkSecretCipher.of(List.of(bytes(3)));
        List<String> texts = Flux.range(0, 200)
                .flatMap(number -> Flux.just("text-" + number)
                        .publishOn(Schedulers.parallel())
                        .map(text -> fresh.decrypted(ACCOUNT, FIELD, fresh.encrypted(ACCOUNT, FIELD, text))))
                .collectList()
                .block();
        assertThat(texts).hasSize(200).contains("text-0", "text-199");
    }
}
