package io.tokenwell.example.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountChoiceTest {

    @Test
    void aRouteNeedsExactlyOneWayToChooseItsAccount() {
        assertThatIllegalArgumentException().isThrownBy(() -> new AccountChoice(null, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new AccountChoice(1L, "X-Account"));
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
        assertThat(AccountChoice.fixed(7).accountOf(name -> List.of("42"))).isEqualTo(7);
    }

    @Test
    void aHeaderHasToNameOneAccount() throws AccountHeaderException {
        AccountChoice named = AccountChoice.namedBy("X-Account");

        assertThat(named.accountOf(name -> List.of(name.equals("X-Account") ? "42" : "no")))
                .isEqualTo(42);
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
                .isEqualTo(id);
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
