package io.tokenwell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tokenwell.spi.AccountKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountIdsTest {

    private static final String KEY = "\ud83d\udd11";

    /** Texts of all that is special to keys, headers, logs and encodings. */
    private static List<String> texts() {
        Random chance = new Random(42);
        String[] parts = {
            "{", "}", "%", " ", ":", "/", "a", "7", "42", "%7B", "%257B", "\u00e9", "e\u0301", "\uffe5", KEY, ",",
            "\u00a0"
        };
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = 1 + chance.nextInt(4); length > 0; length--) {
                text.append(parts[chance.nextInt(parts.length)]);
            }
            texts.add(text.toString());
        }
        return texts;
    }

    @Test
    void aNumberAUuidAndTheirTextsAreOneAccount() {
        UUID uuid = UUID.randomUUID();
        assertThat(new AccountKey(42)).isEqualTo(new AccountKey("42")).hasSameHashCodeAs(new AccountKey("42"));
        assertThat(new AccountKey(uuid)).isEqualTo(new AccountKey(uuid.toString()));
        assertThat(Account.active(42, "openai", Credentials.empty()))
                .isEqualTo(Account.active("42", "openai", Credentials.empty()));
        assertThat(Account.active(uuid, "openai", Credentials.empty()).id()).isEqualTo(uuid.toString());
        assertThat(new AccountKey("a")).isNotEqualTo(new AccountKey("A"));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 42, Long.MIN_VALUE, Long.MAX_VALUE})
    void theNameOfANumberIsWhatItAlwaysWas(long id) {
        assertThat(new AccountKey(id).value()).isEqualTo("openai:account:" + id);
    }

    @Test
    void eachIdHasOneNameThatIsReadBackAndNoOtherHasIt() {
        Map<String, String> named = new HashMap<>();
        for (String id : texts()) {
            if (AccountIds.problem(id) == null) {
                String name = new AccountKey(id).value();
                assertThat(name).matches("openai:account:[A-Za-z0-9%._~:@+-]+");
                assertThat(AccountKey.named(name)).isEqualTo(new AccountKey(id));
                assertThat(named.merge(name, id, (one, other) -> one.equals(other) ? one : "two ids"))
                        .isEqualTo(id);
            }
        }
        assertThat(named).hasSizeGreaterThan(5_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "%",
                "%4",
                "%41",
                "%7b",
                "%0A",
                "%C3",
                "%C3%28",
                "%ED%A0%80",
                "a b",
                "{a}",
                "\u00e9",
                "%20",
                "a%2"
            })
    void whatNoIdIsEncodedToIsRefused(String name) {
        assertThat(AccountIds.decoded(name)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a\n",
                "\u0000",
                "a\u007fb",
                "\u0085",
                "\u2028",
                "\u2029",
                "\ud83d",
                "\udd11",
                "\udd11\ud83d"
            })
    void whatIsNoIdIsRefusedAndSaysWhy(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AccountKey(text))
                .withMessageStartingWith("account id ");
        assertThatIllegalArgumentException().isThrownBy(() -> Account.active(text, "openai", Credentials.empty()));
    }

    @Test
    void anIdHas255CharactersAtMostWhateverTheyAre() {
        assertThat(AccountIds.problem(KEY.repeat(255))).isNull();
        assertThat(AccountIds.problem(KEY.repeat(256))).isEqualTo("account id is longer than 255 characters");
        assertThat(AccountIds.problem("a\nb")).isEqualTo("account id has a character that is not visible, U+000A");
    }

    /** The bytes of UTF-8 are what {@code COLLATE "C"} compares. */
    @Test
    void theOrderIsThatOfTheBytes() {
        List<String> sorted = texts().stream().sorted(AccountIds.ORDER).toList();
        assertThat(sorted)
                .isSortedAccordingTo((one, other) -> Arrays.compareUnsigned(
                        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8)));
        assertThat(sorted)
                .filteredOn(text -> AccountIds.problem(text) == null)
                .isSortedAccordingTo(Comparator.comparing(AccountKey::new));
    }

    @ParameterizedTest
    @CsvSource({"'', account is nil", "7, account 7: account is nil"})
    void anErrorWithoutAnAccountNamesNone(String id, String message) {
        InvalidAccountException error = new InvalidAccountException(id, "account is nil");
        assertThat(error).hasMessage(message);
        assertThat(error.accountId()).isEqualTo(id);
    }
}
