package io.tokenwell.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwell.spi.AccountKey;
import io.tokenwell.spi.SecretCipher;
import io.tokenwell.tck.HostileInputs;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever stands where a ciphertext should is not opened, and an error repeats nothing of it; the same for keys. */
class HostileCiphertextsTest {

    private static final AccountKey ACCOUNT = new AccountKey(42);
    private static final String FIELD = "refresh_token";
    private static final String PLANTED = "planted-secret of some length, planted";
    private static final String TOLD = FIELD
            + " (is marked as encrypted but damaged|(is encrypted with unknown|does not decrypt with) key [0-9a-f]{16})";
    private static final byte[] KEY = "planted-secret: the key, planted".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OTHER_KEY = "planted-secret: the other key...".getBytes(StandardCharsets.US_ASCII);
    private static final String GOOD_KEY = Base64.getEncoder().encodeToString(KEY);

    private final HostileInputs inputs = new HostileInputs("cipher");
    private final Random chance = new Random(20_261_130);
    private final SecretCipher cipher = TinkSecretCipher.of(List.of(KEY));
    private final SecretCipher other = TinkSecretCipher.of(List.of(OTHER_KEY));
    private final String stored = cipher.encrypted(ACCOUNT, FIELD, PLANTED);

    @Test
    void noneIsOpened() {
        tryMutations();
        tryLengths();
        trySpellings();
        tryPlaces();
        tryTexts();
        tryKeys();
        inputs.end();
    }

    private void tryMutations() {
        for (int place = 0; place < stored.length(); place++) {
            for (int round = 0; round < 3; round++) {
                char changed = (char) (stored.charAt(place) ^ (1 + chance.nextInt(round == 2 ? 0xffff : 0x7f)));
                String text = stored.substring(0, place) + changed + stored.substring(place + 1);
                inputs.tried("character " + place + " is " + (int) changed, () -> refused(text));
            }
        }
    }

    private void tryLengths() {
        for (int length = 0; length < stored.length(); length++) {
            String text = stored.substring(0, length);
            inputs.tried("first " + length, () -> refused(text));
        }
        for (String more : List.of("A", "AA", "AAA", "AAAA", "=", "==", ".", "\n", " ", "\0", "." + stored, stored)) {
            inputs.tried("and " + more, () -> refused(stored + more));
        }
        inputs.tried("and 1 MB", () -> refused(stored + "A".repeat(1 << 20)));
        inputs.tried("5 MB", () -> refused("tw1." + "a".repeat(5 << 20)));
    }

    private void trySpellings() {
        String[] parts = stored.split("\\.", -1);
        String[] others = other.encrypted(ACCOUNT, FIELD, PLANTED).split("\\.", -1);
        String shorter = cipher.encrypted(ACCOUNT, FIELD, "");
        Stream.of(
                        "tw1." + parts[1].toUpperCase(java.util.Locale.ROOT) + "." + parts[2],
                        "tw1." + parts[1] + "." + others[2],
                        "tw1." + others[1] + "." + parts[2],
                        "tw1." + others[1] + "." + others[2],
                        "tw1." + "0".repeat(16) + "." + parts[2],
                        "tw1." + parts[1] + "0." + parts[2],
                        "tw1." + parts[1].substring(1) + "." + parts[2],
                        "tw1." + parts[1] + "." + parts[2] + "." + parts[2],
                        "tw1." + parts[1] + ".-"
                                + parts[2].substring(1).replace('-', '+').replace('_', '/') + "+/",
                        "tw1." + parts[1] + ".A\u00c4" + parts[2],
                        "tw1." + parts[1] + "." + new StringBuilder(parts[2]).reverse(),
                        "tw1." + parts[1] + "." + parts[2].substring(0, 22) + shorter.split("\\.", -1)[2],
                        "tw1." + parts[1] + "." + "A".repeat(22),
                        "tw1." + parts[1] + "." + "_".repeat(23),
                        "tw1.",
                        "tw1..",
                        "tw1...",
                        "tw1.x",
                        "tw1.\u202e",
                        "tw1.\u001b[31m",
                        "tw1.planted-secret",
                        "tw1.0123456789abcdef.planted-secret")
                .forEach(text -> inputs.tried("spelt " + text, () -> refused(text)));
    }

    /** A secret that is moved to another account or field is none there. */
    private void tryPlaces() {
        for (long id : new long[] {0, 4, 2, -42, 420, 41, 43, Long.MIN_VALUE, Long.MAX_VALUE}) {
            inputs.tried("account " + id, () -> refused(new AccountKey(id), FIELD, FIELD));
        }
        for (String field : List.of(
                "",
                "access_token",
                "id_token",
                "escrow",
                "Refresh_token",
                "refresh_token ",
                "refresh_token\0",
                "42/refresh_token")) {
            inputs.tried("field " + field, () -> refused(ACCOUNT, field, field));
        }
        String slash = cipher.encrypted(new AccountKey(4), "2/" + FIELD, PLANTED);
        inputs.tried("an id that goes on in the field", () -> refused(slash));
    }

    private void refused(AccountKey account, String field, String named) {
        assertThatThrownBy(() -> cipher.decrypted(account, field, stored))
                .isInstanceOf(IllegalStateException.class)
                .hasNoCause()
                .hasMessageStartingWith(named + " does not decrypt with key ");
    }

    /** What lost its mark was never encrypted, as far as anybody can tell; it is not the secret either. */
    private void refused(String text) {
        if (text.startsWith("tw1.")) {
            assertThatThrownBy(() -> cipher.decrypted(ACCOUNT, FIELD, text))
                    .isInstanceOf(IllegalStateException.class)
                    .hasNoCause()
                    .message()
                    .matches(TOLD)
                    .hasSizeLessThan(100);
        } else {
            assertThat(cipher.decrypted(ACCOUNT, FIELD, text)).isEqualTo(text).isNotEqualTo(PLANTED);
        }
    }

    private void tryTexts() {
        Stream.of(
                        "",
                        " ",
                        "\0",
                        "\r\n",
                        "tw1.",
                        stored,
                        "|",
                        "\u202e\u001b[31m",
                        "\ud83d\ude00",
                        "\uffff",
                        "x".repeat(1 << 20))
                .forEach(plain -> inputs.tried("text " + plain, () -> {
                    String sealed = cipher.encrypted(ACCOUNT, FIELD, plain);
                    assertThat(sealed.matches("tw1\\.[0-9a-f]{16}\\.[A-Za-z0-9_-]+"))
                            .isTrue();
                    assertThat(cipher.decrypted(ACCOUNT, FIELD, sealed).equals(plain))
                            .isTrue();
                }));
        Stream.of("\ud83d", "\ude00", "planted\ud83dplanted", "\ude00\ud83d")
                .forEach(half -> inputs.tried(
                        "half " + half,
                        () -> assertThatThrownBy(() -> cipher.encrypted(ACCOUNT, FIELD, half))
                                .isInstanceOf(IllegalArgumentException.class)
                                .hasNoCause()
                                .hasMessage("refresh_token holds half a surrogate pair")));
    }

    private void tryKeys() {
        String unpadded = GOOD_KEY.replace("=", "");
        Stream.of(GOOD_KEY, unpadded, " " + GOOD_KEY, GOOD_KEY + "\r\n", "A".repeat(1 << 20))
                .forEach(key -> inputs.tried(
                        "good key " + key.length(),
                        () -> assertThat(TinkSecretCipher.ofBase64(List.of(key)).toString())
                                .matches("TinkSecretCipher\\[[0-9a-f]{16}]")));
        List<String> bad = new ArrayList<>(List.of(
                "",
                " ",
                "=",
                "A",
                "AAAA",
                "\0",
                "\u00e4".repeat(44),
                "planted-secret",
                '"' + GOOD_KEY + '"',
                "base64:" + GOOD_KEY,
                GOOD_KEY + "," + GOOD_KEY,
                GOOD_KEY + GOOD_KEY,
                GOOD_KEY.replace("=", "*"),
                GOOD_KEY + "\u200b",
                "\ufeff" + GOOD_KEY,
                "${KEY}",
                "0x" + "ab".repeat(32) + "!",
                GOOD_KEY.substring(0, 40)));
        for (int length = 1; length < 32; length += 3) {
            bad.add(Base64.getEncoder().encodeToString(new byte[length]));
        }
        bad.forEach(key -> inputs.tried("bad key " + key, () -> refusedKeys(List.of(key), key)));
        inputs.tried("no key", () -> refusedKeys(List.of(), "planted"));
        inputs.tried("twice", () -> refusedKeys(List.of(GOOD_KEY, GOOD_KEY), GOOD_KEY));
        inputs.tried("twice, spelt otherwise", () -> refusedKeys(List.of(GOOD_KEY, unpadded), unpadded));
        inputs.tried("the second is bad", () -> refusedKeys(List.of(GOOD_KEY, "planted!"), "planted!"));
    }

    private static void refusedKeys(List<String> keys, String quoted) {
        assertThatThrownBy(() -> TinkSecretCipher.ofBase64(keys))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .message()
                .matches(
                        "no key is configured.*|encryption key [12] of [12] (is not base64|is there twice|has \\d+ bytes, 32 needed)")
                .satisfies(message -> assertThat(quoted.length() > 4 && message.contains(quoted))
                        .isFalse());
    }
}
