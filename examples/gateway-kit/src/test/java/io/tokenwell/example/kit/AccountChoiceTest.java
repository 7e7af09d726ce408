package io.tokenwell.example.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tokenwell.AccountIds;
import io.tokenwell.example.kit.AccountChoice.Ids;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountChoiceTest {

    @Test
    void aRouteNeedsExactlyOneWayToChooseItsAccount() {
        assertThatIllegalArgumentException().isThrownBy(() -> new AccountChoice(null, null, Ids.NUMBERS));
        assertThatIllegalArgumentException().isThrownBy(() -> new AccountChoice("1", "X-Account", Ids.NUMBERS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "X Account", "X-Account:", "X-Account\r\nX-Evil: 1", "X-Acc\u00f6unt", "(X)", ":path"})
    void aHeaderCannotHaveAnyName(String header) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccountChoice.namedBy(header))
                .withMessageStartingWith("\"account-header\" must");
    }

    @Test
    void aFixedAccountAsksNoHeader() throws AccountHeaderException {
        assertThat(AccountChoice.fixed("7").accountOf(name -> List.of("42"))).isEqualTo("7");
    }

    @Test
    void aHeaderHasToNameOneAccount() throws AccountHeaderException {
        AccountChoice named = AccountChoice.namedBy("X-Account");

        assertThat(named.accountOf(name -> List.of(name.equals("X-Account") ? "42" : "no")))
                .isEqualTo("42");
        assertThatExceptionOfType(AccountHeaderException.class)
                .isThrownBy(() -> named.accountOf(name -> null))
                .withMessage("X-Account must hold the id of one account, for example 1");
        assertThatExceptionOfType(AccountHeaderException.class)
                .isThrownBy(() -> named.accountOf(name -> List.of("1", "2")));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 999_999_999_999_999_999L, 1_000_000_000_000_000_000L, Long.MAX_VALUE})
    void anyIdIsTaken(long id) throws AccountHeaderException {
        assertThat(AccountChoice.namedBy("X-Account").accountOf(name -> List.of(Long.toString(id))))
                .isEqualTo(Long.toString(id));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "42",
                "0c5f6b3e-8f4e-4a53-9d5c-0d7b8f6e2a11",
                "me+x@example.org",
                "%7Ba%7D%20b%257D",
                "%F0%9F%98%80"
            })
    void textsAreTakenInTheirOneForm(String value) throws AccountHeaderException {
        AccountChoice named = AccountChoice.namedBy("X-Account", Ids.TEXTS);
        assertThat(AccountIds.encoded(named.accountOf(name -> List.of(value)))).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "1,2", "1, 2", "{a}", "%7b", "%61", "%", "%0A", "%C3", "\u00fc", "a/b"})
    void noOtherFormOfATextIsTaken(String value) {
        AccountChoice named = AccountChoice.namedBy("X-Account", Ids.TEXTS);
        assertThatExceptionOfType(AccountHeaderException.class)
                .isThrownBy(() -> named.accountOf(name -> List.of(value)));
    }

    @Test
    void uuidsAreTakenInSmallLettersOnly() throws AccountHeaderException {
        String uuid = "0c5f6b3e-8f4e-4a53-9d5c-0d7b8f6e2a11";
        AccountChoice named = AccountChoice.namedBy("X-Account", Ids.UUIDS);
        assertThat(named.accountOf(name -> List.of(uuid))).isEqualTo(uuid);
        for (String other : List.of(uuid.toUpperCase(Locale.ROOT), "1-2-3-4-5", "42", uuid + " ")) {
            assertThatExceptionOfType(AccountHeaderException.class)
                    .isThrownBy(() -> named.accountOf(name -> List.of(other)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "0",
                "-1",
                "+1",
                "-0",
                "01",
                " 1",
                "1 ",
                "1.0",
                "0x1",
                "\u0661",
                "9223372036854775808",
                "-9223372036854775809",
                "10000000000000000000",
                "12345678901234567890"
            })
    void anythingElseIsNot(String value) {
        assertThatExceptionOfType(AccountHeaderException.class)
                .isThrownBy(() -> AccountChoice.namedBy("X-Account").accountOf(name -> List.of(value)));
    }
}
